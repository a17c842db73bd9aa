"""Evidence comes back from a manifest file as it was written, or not at all."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from appkit.diagnostics import Diagnostic, Location, Severity
from appkit.model.manifest import Asked, Evidence
from appkit.model.summary import (
    ChoiceSummary,
    DocumentSummary,
    Extent,
    Limits,
    Named,
    OpenPrompt,
    TargetSummary,
)
from appkit.output.evidence import MISFITS, asked_data, evidence_data, evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = Evidence("a", Asked(), {}, {}, {}, (), TargetSummary())
ALL = Evidence(
    surroundings="digest of what is around",
    asked=Asked(("docx", "md"), ("resume",), "ada"),
    letters={"t.cover-letter.md": "its digest", "t.other.md": ""},
    needs={"pdf": True, "docx": False},
    files={"resume": (("t/CV.docx", "built from"), ("t/CV.md", "built from more"))},
    rest=("t/Letter.md",),
    summary=TargetSummary(
        position="PhD programme",
        organization="Example University",
        deadline="2027-01-01",
        kinds=("resume", "cover-letter"),
        choice=ChoiceSummary(
            left_out=Named((("work/shop", "a rule"),), 3),
            moves=(("work/lab", "work/shop", "newer"),),
            reworded=(("ai", ("work/lab", "work/shop")),),
            venues_hidden=2,
            venue_policy="hide-venue",
        ),
        documents=(
            DocumentSummary(
                kind="cover-letter",
                is_letter=True,
                extent=Extent(1.5, 60, 400, 2500),
                limits=Limits(2, 100, 500, None),
                shown=7,
                items=9,
                trimmed=Named((("work/lab/cells", "the lowest score"),), 1),
                prompts=(OpenPrompt("why-now", "Why now?"),),
                evidence=(("work/lab", 40),),
                written_by_hand="targets/t.cover-letter.md",
            ),
        ),
        sendable=False,
    ),
    diagnostics=(
        Diagnostic(Severity.NOTE, "plain", "nothing more"),
        Diagnostic(
            Severity.WARNING,
            "edited-by-hand",
            "it has been edited",
            Location("targets/t.yaml", 3, 4, 5),
            help="look at it",
            related=(("it is said here", Location("targets/u.yaml", 6, 7, 8)),),
        ),
    ),
    added="I like it.",
    names=(("Second Institute", "organization", "u"),),
)


def data_of(evidence: Evidence) -> Any:  # noqa: ANN401 - as json.loads
    return json.loads(json.dumps(evidence_data(evidence)))


@pytest.mark.parametrize("evidence", [LEAST, ALL], ids=["the least", "all"])
def test_it_comes_back(evidence: Evidence) -> None:
    assert evidence_of(data_of(evidence)) == evidence


def test_what_was_asked_for_is_compared_as_data() -> None:
    assert asked_data(ALL.asked) == data_of(ALL)["asked"]
    assert asked_data(LEAST.asked) == {"formats": None, "documents": None, "profile": None}


def test_nothing_empty_is_written() -> None:
    """There are ten thousand of them."""
    assert data_of(LEAST)["told"] == {"sendable": True}
    assert data_of(ALL)["diagnostics"][0] == {"severity": "note", "code": "plain", "message": "nothing more"}


def leaves(data: Any, *way: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """The way to each text and number in data."""
    if isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, *way, key)
    elif isinstance(data, (str, int, float)) and not isinstance(data, bool):
        yield way


@pytest.mark.parametrize("way", list(leaves(data_of(ALL))), ids=lambda way: "/".join(map(str, way)))
def test_what_is_of_another_kind_is_a_misfit(way: tuple[Any, ...]) -> None:
    """Someone may have written anything into it: a number for a text, a text for a number."""
    data = copy.deepcopy(data_of(ALL))
    *outer, last = way
    inner = data
    for key in outer:
        inner = inner[key]
    inner[last] = 1 if isinstance(inner[last], str) else "x"

    with pytest.raises(MISFITS):
        evidence_of(data)
