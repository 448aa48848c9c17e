"""What deputies and the director decide."""
