"""The family's diary: what a guardian may see of own children."""
