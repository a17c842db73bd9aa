"""Lint: what a profile or target means, where its shape is right: references, tags, dates in order."""

from typing import TYPE_CHECKING

from appkit.front import front

if TYPE_CHECKING:
    from appkit.lint.profile import lint_profile, texts_of
    from appkit.lint.target import lint_target

__all__ = ["lint_profile", "lint_target", "texts_of"]

__getattr__ = front(
    __name__,
    profile=("lint_profile", "texts_of"),
    target=("lint_target",),
)
