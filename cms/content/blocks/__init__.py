"""Which blocks may stand in a body, and how is each represented?"""
