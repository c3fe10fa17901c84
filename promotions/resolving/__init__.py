"""Choose the candidates of a slot, their order and validity; the timetable does it fast.

Plain Python; may import `promotions.scheduling`.
"""
