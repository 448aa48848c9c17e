"""The staff: who holds which function from when to when, and who is away (A17, N01-N09)."""
