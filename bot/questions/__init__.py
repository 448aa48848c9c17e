"""Questions to the school's administrators: asked by anybody, answered by those who do, kept for others (A28)."""
