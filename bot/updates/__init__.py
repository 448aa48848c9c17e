"""How updates come in: at least once, each effect once, nothing lost by a kill."""
