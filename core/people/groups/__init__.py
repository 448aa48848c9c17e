"""Who of a class is in which group of a subject, by date: the class teacher defines it (A24, P23)."""
