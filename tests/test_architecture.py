"""ARCHITECTURE.md names every module, and the import contracts are those it states."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "appkit"


def modules() -> set[str]:
    found = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}
    return found | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_the_table_names_every_module() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == modules()


def test_every_module_has_its_layer() -> None:
    text = (ROOT / ".importlinter").read_text(encoding="utf-8")
    layers = text.split("layers =\n", 1)[1].split("ignore_imports", 1)[0]

    assert set(re.findall(r"\w+", layers)) == modules()
