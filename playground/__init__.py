"""A Telegram on loopback: Bot API and chat page, so that everything runs without a token."""
