"""Audiences, conflicts and gaps of promotions, and why one does not show.

Plain Python; may import `promotions.resolving` and `promotions.scheduling`.
"""
