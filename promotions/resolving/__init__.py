"""Which candidates win a slot, in which order, until when? Also the timetable of a week.

Plain Python; may import `promotions.scheduling`.
"""
