"""Lessons: one page each, read like an article."""

from lossviz.lessons.curriculum import CURRICULUM, Lesson

__all__ = ["CURRICULUM", "Lesson"]
