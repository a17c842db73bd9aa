"""What an import writes: any draft becomes a profile that says what the draft said, in an order and with comments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from appkit.check import schema
from appkit.importers.conforming import conform
from appkit.importers.drafts import bare, draft_of, settled
from appkit.importers.imported import Unsure
from appkit.importers.order import BASICS, INNER, PROFILE, entry_order, ordered
from appkit.importers.writing import profile_text
from appkit.importers.written import read_back
from appkit.model.vocabulary import SECTIONS
from drafts_of import BAD, GOOD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.importers.drafts import Draft


def finished(draft: Any) -> dict[str, Draft]:
    """The draft as it is written."""
    copy = draft_of(draft)
    assert isinstance(copy, dict)
    conform(copy, "cv", {})
    return ordered(copy)


def text_of(draft: Any) -> str:
    return profile_text(finished(draft), "cv.txt (a CV in plain text)", "# modeline\n")


@settings(max_examples=60, deadline=None)
@given(GOOD)
def test_what_is_written_says_what_was_drafted(draft: dict[str, object]) -> None:
    """Whatever the texts are, and with a comment above anything."""
    data = finished(draft)
    text = profile_text(data, "a: # b", "# modeline\n")

    assert read_back(text, settled(data), "x.yaml") is not None
    assert read_back(text.replace("\n", "\r\n"), settled(data), "x.yaml") is not None


def scalars(data: object) -> Iterator[str]:
    data = bare(data)  # type: ignore[arg-type]
    if isinstance(data, dict):
        for value in data.values():
            yield from scalars(value)
    elif isinstance(data, list):
        for value in data:
            yield from scalars(value)
    else:
        yield str(data)


@settings(max_examples=60, deadline=None)
@given(BAD)
def test_whatever_cannot_be_is_put_aside(draft: dict[str, object]) -> None:
    """The result is a profile, and each value of the draft is still in it."""
    data = finished(draft)

    assert read_back(profile_text(data, "x", ""), settled(data), "x.yaml") is not None
    left = [value.replace("\\", "") for value in scalars(data)]
    for value in scalars(draft_of(draft)):  # type: ignore[arg-type]
        if value.strip() not in {"", "None"}:
            left.remove(value.replace("\\", ""))
