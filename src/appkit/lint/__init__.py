"""Lint: what a profile or target means, where its shape is right: references, tags, dates in order."""

from appkit.lint.profile import lint_profile, texts_of
from appkit.lint.target import lint_target

__all__ = ["lint_profile", "lint_target", "texts_of"]
