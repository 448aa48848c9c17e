"""Requests that somebody with the right decides: what waits, who decided, what becomes of it."""
