"""What deputies and the director decide: corrections that wait, and how lessons take place."""
