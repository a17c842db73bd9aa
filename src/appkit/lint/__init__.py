"""Lint: what a profile or target means, where its shape is right: references, tags, dates in order."""

from typing import TYPE_CHECKING

from appkit.front import front

if TYPE_CHECKING:
    from appkit.lint.leaks import check_leaks, check_recipient, check_salutation, says, texts_added
    from appkit.lint.profile import lint_profile, texts_of
    from appkit.lint.target import lint_target

__all__ = [
    "check_leaks",
    "check_recipient",
    "check_salutation",
    "lint_profile",
    "lint_target",
    "says",
    "texts_added",
    "texts_of",
]

__getattr__ = front(
    __name__,
    leaks=("check_leaks", "check_recipient", "check_salutation", "says", "texts_added"),
    profile=("lint_profile", "texts_of"),
    target=("lint_target",),
)
