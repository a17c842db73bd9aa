"""Imported by the server that cases are forked from: what every build imports and compiles is there then."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import limits  # noqa: F401 - as above
from workspaces import appkit, workspace

with TemporaryDirectory() as folder:
    for number, target in enumerate(("extends: phd\n", "extends: phdd\nemphasize: x\n")):
        root = workspace(Path(folder, str(number)), target=target)
        appkit(root, "build", "--all")
