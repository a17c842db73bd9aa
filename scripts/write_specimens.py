# ruff: noqa: INP001
"""Writes the documents that outputs are tried on, for validators and readers that are no Python.

    python scripts/write_specimens.py FOLDER

makes FOLDER/good with every specimen (``tests/specimens.py``) in every format that can be written here, and
FOLDER/broken with DOCX packages that are wrong in one place each, which a validator that works must find.
"""

from __future__ import annotations

import sys
from pathlib import Path

_TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(_TESTS), str(_TESTS / "validity")]

from mutants import MUTANTS, mutated  # noqa: E402 - found through the path above

from appkit.render import FORMATS  # noqa: E402
from specimens import examples, specimens  # noqa: E402

# Faults that every validator finds: XML, a part without a type, children out of order, two styles of one id.
_BROKEN = (
    "an unescaped ampersand",
    "a part without content type",
    "a property there is not",
    "numbering before the style",
    "two styles of one id",
)


def main() -> None:
    """Write both folders."""
    folder = Path(sys.argv[1])
    good, broken = folder / "good", folder / "broken"
    for each in (good, broken):
        each.mkdir(parents=True, exist_ok=True)
    for specimen in specimens():
        for format_ in (each for each in FORMATS.values() if each.is_available):
            path = good / f"{specimen.name}{format_.extension}"
            path.write_bytes(format_.render(specimen.document, specimen.style))
    one = examples()[0]
    docx = FORMATS["docx"].render(one.document, one.style)
    for mutant in MUTANTS:
        if mutant.name in _BROKEN:
            (broken / f"{mutant.name.replace(' ', '-')}.docx").write_bytes(mutated(docx, mutant))


if __name__ == "__main__":
    main()
