"""Offers that show in a slot, at a time, to an audience.

Which module answers what, from pure arithmetic to screens:

- time: `zones` > `windows` > `weeks` > `schedule` (windows to instants); no Django
- choice: `resolve` (what a context gets) > `prepared_weeks` > `timetable` (the same, fast); no
  Django
- competition: `audiences` > `conflicts`, `calendar`, `explanation`; no Django
- content: `models`, with `choices`, `fields`, `validators`, `querysets`, `history`, `duplicates`
- what is saved, as candidates: `stored` > `candidates` > `overview`
- words: `summary`, `running`, `occurrences`, `equivalents`, `words`
- delivery: `snapshots` > `answers` > `representation`, `serializers`, `api`; `feed` for calendars
- the form: `panels`, `window_panels`, `forms`, `window_forms`, `widgets`, `presets`, `filters`
- other screens: `admin/`, all registered in `wagtail_hooks`
"""
