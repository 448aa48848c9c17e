"""Letters between families and staff: threads, who may write to whom, when a letter is delivered."""
