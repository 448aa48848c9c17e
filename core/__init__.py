"""What a school does: rules and use cases. Plain Python: no Telegram, no SQL, no clock, no network."""
