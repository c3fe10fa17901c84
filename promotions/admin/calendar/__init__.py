"""The calendar of promotions in the admin, and its feed."""
