"""Personal data as those see them whose they are, and requests to change them (A23)."""
