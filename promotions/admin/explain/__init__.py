"""The screen that explains why a promotion shows or not."""
