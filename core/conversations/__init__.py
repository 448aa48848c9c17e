"""Where a conversation stands: what the next message of somebody is taken for, so that a restart loses no step."""
