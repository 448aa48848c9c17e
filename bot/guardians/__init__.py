"""What guardians find: what they want to be told of, and when."""
