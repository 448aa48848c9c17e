"""Which chat speaks for whom: one-time codes, links and their end."""
