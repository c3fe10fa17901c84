"""What is an article, who wrote and reviewed it, and how is it read?"""
