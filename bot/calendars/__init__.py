"""Calendars for telephones, as RFC 5545 has them. The library is loaded with the first of them."""
