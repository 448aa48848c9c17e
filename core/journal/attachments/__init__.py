"""Files that teachers attach to homework: what may be attached, to which lesson, and how the bytes are kept."""
