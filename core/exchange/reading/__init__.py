"""Sheets become records; every cell that cannot is a problem at its address."""
