"""What does this cost, next to something plain, in the same run?"""
