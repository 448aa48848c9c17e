"""A lesson entered by taps: what is tapped stands beside the message and is laid over its reading."""
