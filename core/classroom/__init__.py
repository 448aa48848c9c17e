"""A class as its class teacher sees it: a day at a glance, reasons that are missing; for deputies, the school's day."""
