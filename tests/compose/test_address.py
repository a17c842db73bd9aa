"""How much of an address is shown is for the target to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workspaces import PROFILE, TARGET, appkit, workspace

if TYPE_CHECKING:
    from pathlib import Path

PLACE = (
    "  location: {address: 1 Example Road, postalCode: '01234', city: Town, region: Shire, countryCode: XX}\n"
)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("", "Town, Shire"),
        ("address: city\n", "Town, Shire"),
        ("address: full\n", "1 Example Road, Town, Shire, 01234, XX"),
    ],
)
def test_who_learns_the_street(tmp_path: Path, said: str, shown: str) -> None:
    profile = PROFILE.replace("  email:", f"{PLACE}  email:")

    appkit(workspace(tmp_path, profile=profile, target=TARGET + said), "build", "-t", "t", "-f", "txt")

    written = (tmp_path / "out/t/Example_Ada_CV.txt").read_text(encoding="utf-8")
    assert f"\n{shown} " in written.replace("|", " ").replace("·", " "), written[:300]
    assert ("1 Example Road" in written) is ("Road" in shown)
