"""Schedules, states and conflicts in words, for editors."""
