"""What coordinators, administrators and class teachers do for families: handing out codes."""
