"""What appkit builds comes back: the facts that a document of any look shows are in their fields again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from prose_facts import facts_of, missed, profile_of

from workspaces import appkit, write

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
PROFILES = {
    "daize-dong": ROOT / "profiles" / "daize-dong.yaml",
    "starter": ROOT / "src" / "appkit" / "starter" / "profile.yaml",
}
LOOKS = ("academic", "classic", "compact", "modern")
_TARGET = """\
profile: {profile}
submissions: show-venue
sections:
  order: [summary, education, work, publications, projects, skills, courses]
  publications: {{group: status, sort: profile}}
  skills: {{from: [skills, languages, tests]}}
documents:
  resume: {{template: {look}, formats: [docx, md, txt], filename: cv}}
"""
# What a look leaves out, and what no document shows: a kind of work, links without an address.
_LEFT_OUT = {"modern": r"\.(?:keywords\[|advisors\[)"}
_NEVER = r"\.type$|\.links\.|^basics\.profiles|^basics\.familyName$"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("own")
    write(
        root, {f"profiles/{name}.yaml": path.read_text(encoding="utf-8") for name, path in PROFILES.items()}
    )
    targets = {f"targets/{look}.yaml": look for look in LOOKS}
    for name in PROFILES:
        write(
            root,
            {
                f"targets/{name}-{look}.yaml": _TARGET.format(profile=name, look=look)
                for look in targets.values()
            },
        )
    assert appkit(root, "build", "--all", "-q", "-j1").code == 0
    return root / "out"


def shown(profile: dict[str, Any], look: str, text: str) -> Iterator[tuple[str, str]]:
    """The facts of a profile whose words a document of a look has."""
    words = set(re.findall(r"[^\W_]+", text))
    hidden = re.compile("|".join(filter(None, (_NEVER, _LEFT_OUT.get(look)))))
    for address, value in facts_of(profile).items():
        said = value if value != "yes" else address.rpartition("[")[2]
        told_otherwise = re.search(r"[dD]ate$|\.status$", address)
        if not hidden.search(address) and (told_otherwise or words.issuperset(re.findall(r"[^\W_]+", said))):
            yield address, value


@pytest.mark.parametrize("format_", ["docx", "md", "txt"])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PROFILES)
def test_what_a_document_shows_comes_back(built: Path, name: str, look: str, format_: str) -> None:
    place = built / name / f"{name}-{look}"
    profile = yaml.safe_load(PROFILES[name].read_text(encoding="utf-8"))
    wanted = dict(shown(profile, look, (place / "cv.txt").read_text(encoding="utf-8")))

    lost = missed(wanted, profile_of("cv", (place / f"cv.{format_}").read_bytes()))

    # Where a look shows the short name of a venue alone, that is the name which can be read there.
    assert [fact for fact in lost if not (look in ("compact", "modern") and ".venue.short" in fact)] == []
    assert len(lost) <= 0.05 * len(wanted)
