"""Operators, who type entries for teachers."""
