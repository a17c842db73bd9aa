"""Every word of every artifact comes from the profile, the target or a template, and says so truly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from pipeline import EVERYTHING, TEMPLATES, Built, build
from provenance import misplaced, unexplained
from words import artifact_lines, differences

import appkit.compose.context
import appkit.render.docx
import appkit.render.markdown
import appkit.render.text
from appkit.model.document import Inline, Origin, Run
from appkit.render import FORMATS
from profiles import Data, profiles, targets

if TYPE_CHECKING:
    from collections.abc import Callable


def problems(built: Built) -> list[str]:
    """Everything in the documents and artifacts that is not accounted for."""
    found = []
    for assembled in built.documents:
        found += unexplained(built, assembled, TEMPLATES)
        found += misplaced(assembled.document.blocks, built.loaded.profile)
        for name in FORMATS:
            artifact = FORMATS[name].render(assembled.document, assembled.style)
            found += differences(artifact, name, assembled.document)
    return found


@examples(25)
@given(st.data())
def test_every_word_of_every_artifact_is_accounted_for(data: st.DataObject) -> None:
    """What is written is what the tree says; what the tree says stands where it says that it does."""
    profile = data.draw(profiles())
    built = build(profile, data.draw(targets(profile, ("academic", "modern", EVERYTHING))))

    assert problems(built) == []
