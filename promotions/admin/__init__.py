"""Pages of the admin that are about promotions: one module for each subject."""
