"""How is a saved web page read? As hostile markup: nothing of it runs, and none of its words is
lost.
"""
