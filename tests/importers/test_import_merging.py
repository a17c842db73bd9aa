"""Merging: what is new is added to the text of a profile, of which no character changes."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from appkit.decode import decode_profile
from appkit.diagnostics import Report
from appkit.importers.conforming import conform
from appkit.importers.drafts import draft_of, settled
from appkit.importers.merging import Merge, merge
from appkit.importers.order import ordered
from appkit.importers.writing import profile_text
from appkit.importers.written import read_back
from appkit.source import Mapping, parse, plain, source_from_bytes
from appkit.source.insert import applied, with_additions
from drafts_of import GOOD
from yaml_styles import without, written

if TYPE_CHECKING:
    from appkit.importers.drafts import Draft


def finished(draft: Any) -> tuple[dict[str, Draft], set[Any]]:
    made = draft_of(copy.deepcopy(draft))
    assert isinstance(made, dict)
    derived = conform(made, "cv", {})
    return ordered(made), derived


def merged(text: str, draft: Any) -> tuple[str, Merge]:
    """The text with the draft added, after the proof that it says so."""
    source = source_from_bytes("x.yaml", text.encode(), Report())
    node = parse(source, Report()) if source else None
    assert isinstance(node, Mapping)
    profile = decode_profile(node, "x", Report())
    made = merge(node, profile, *finished(draft))
    after = with_additions(text, made.additions)
    assert read_back(after, applied(plain(node), made.additions), "x.yaml") is not None, after
    return after, made


@settings(max_examples=60, deadline=None)
@given(GOOD, GOOD, st.data())
def test_any_two_profiles_can_be_merged(
    one: dict[str, Any], other: dict[str, Any], draw: st.DataObject
) -> None:
    """However the one is written, it keeps each character; once the other is in it, there is nothing to add."""
    data = finished(one)[0]
    text = profile_text(data, "x.md (a CV in Markdown)", "")
    if draw.draw(st.booleans()):
        text = written(settled(data), draw).decode()  # type: ignore[arg-type]
    source = source_from_bytes("x.yaml", text.encode(), Report())
    node = parse(source, Report()) if source else None
    assume(node is not None and read_back(text, plain(node), "x.yaml") is not None)

    after, _ = merged(text, other)

    assert without(after, text)
    again, made = merged(after, other)
    assert (again, made.additions) == (after, ())
