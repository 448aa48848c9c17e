"""How the diary is taken up, and what leaders are told about the school's work (groups J, K of domain.md)."""
