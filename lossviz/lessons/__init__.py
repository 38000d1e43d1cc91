"""Lessons: a folder each, listed in `registry`."""
