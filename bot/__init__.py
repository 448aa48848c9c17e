"""The Telegram front-end: reads updates, calls one use case, renders the answer."""
