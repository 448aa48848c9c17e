"""Operators, who type entries for teachers (B17): for whom they type, and how an entry changes hands."""
