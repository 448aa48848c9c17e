"""Absence notes (записки, справки): that a pupil is known to be away for some days, why, and who says so (B09, P01)."""
