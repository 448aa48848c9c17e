"""What the school tells many at once: composing it, who gets it, what became of it."""
