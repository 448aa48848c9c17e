"""Monthly checks of the journal by deputies, their remarks to teachers, and the verification of the diary (F, G)."""
