"""Regulation profiles: what a document asks, as data; and, from it, what is due."""
