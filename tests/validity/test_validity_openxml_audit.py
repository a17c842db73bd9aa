"""Every DOCX passes ``openxml-audit``, a schema validator in Python, for the newest Office and the oldest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mutants import MUTANTS, mutated
from openxml_audit import FileFormat, OpenXmlValidator

from appkit.render import FORMATS
from effort import THOROUGH
from specimens import chosen, examples

if TYPE_CHECKING:
    from pathlib import Path


def findings(docx: bytes, edition: FileFormat, folder: Path) -> list[str]:
    path = folder / "one.docx"
    path.write_bytes(docx)
    return [str(error) for error in OpenXmlValidator(file_format=edition).validate(path).errors]


@pytest.mark.parametrize(
    "edition",
    # What the newest finds the oldest does too, but for what came with the years between.
    [FileFormat.MICROSOFT_365, *([FileFormat.OFFICE_2007] if THOROUGH else [])],
    ids=lambda one: one.value,
)
def test_nothing_is_found_in_any_document(edition: FileFormat, tmp_path: Path) -> None:
    found = {
        specimen.name: faults
        for specimen in chosen()
        if (faults := findings(FORMATS["docx"].render(specimen.document, specimen.style), edition, tmp_path))
    }

    assert found == {}


def test_it_would_find_what_is_wrong(tmp_path: Path) -> None:
    one = examples()[0]
    mutant = next(each for each in MUTANTS if each.name == "numbering before the style")
    broken = mutated(FORMATS["docx"].render(one.document, one.style), mutant)

    assert findings(broken, FileFormat.MICROSOFT_365, tmp_path)
