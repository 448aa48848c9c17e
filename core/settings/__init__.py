"""What a school sets for itself: what leaves for the messenger, its regulation, what its families hear of and when."""
