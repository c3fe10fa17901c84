"""What does the home page show, and what does every page of the site share?"""
