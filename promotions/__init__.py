"""Promotions: content that shows in a slot, at a time, to an audience.

- `scheduling` (pure): wall-time windows to intervals of UTC
- `resolving` (pure): the candidates of a context at an instant, and the timetable
- `conflicts` (pure): competing promotions, gaps, explanations
- `models`, with `choices`, `fields`, `validators`, `keys`, `history`; `stored_windows` reads rows
- `active`: published promotions from the database, as responses of the API
- `wording`: schedules, states, conflicts and dates in words
- `admin`: every screen, panel and form, registered in `wagtail_hooks`
"""
