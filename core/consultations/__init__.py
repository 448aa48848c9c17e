"""Questions to the school's administrators, their answers, and the answers that are kept for everybody (A28)."""
