"""Checks of the journal and remarks, for those who make them and those to whom they are made."""
