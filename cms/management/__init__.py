"""The management commands of the project and what they share."""
