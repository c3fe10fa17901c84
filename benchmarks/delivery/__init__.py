"""What does a read cost over HTTP, next to a bare view and to Wagtail's own APIs?"""
