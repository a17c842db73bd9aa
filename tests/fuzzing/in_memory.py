"""Workspaces that lie in memory, one file of them changed: what becomes of them, and what is wrong with that."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from appkit.assemble import assemble
from appkit.compose import check_rich_text, check_syntax
from appkit.diagnostics import Location, Report, render_text
from appkit.lint import texts_of
from appkit.load import load_preset, load_target, open_workspace
from appkit.load.tree import BUILT_IN, Held, Memory
from appkit.operations.paths import artifact_paths
from appkit.render import FORMATS
from appkit.resolve import resolve
from words import differences
from workspaces import PROFILE, TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from appkit.assemble import Assembled
    from appkit.diagnostics import Diagnostic
    from appkit.load import Workspace

ROOT: Final = Path("/nowhere")
_REPOSITORY: Final = Path(__file__).resolve().parents[2]
_FORMATS: Final = ("md", "txt", "docx")
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")

_TAGS = b"biology: {label: Biology, aliases: [living things, cells]}\nhardware: {aliases: [HW]}\nresearch:\n"
_LETTER = b"""{{ basics.name }}

Dear {% if target.recipient.salutation %}{{ target.recipient.salutation }}{% else %}committee{% endif %},

I am applying to the **{{ target.position }}** at *{{ target.organization }}*, see [my page](https://example.org/me).

- {{ prompt("why-group", "Why this group?") }}
- What I did: `cells` & more.
"""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A workspace, the file of it that is to be changed, and how often it is taken."""

    files: Mapping[str, bytes]
    path: str
    weight: int

    @property
    def content(self) -> bytes:
        return self.files[self.path]


@cache
def specimens() -> tuple[Specimen, ...]:
    """The repository's own files, each in a workspace that uses it."""
    small = {"profiles/ada.yaml": PROFILE.encode(), "targets/t.yaml": TARGET.encode(), "tags.yaml": _TAGS}
    mine = small | {
        "targets/t.yaml": TARGET.encode()
        + b"documents: {resume: {template: mine}, cover-letter: {template: mine}}\n"
    }
    whole = {
        path.relative_to(_REPOSITORY).as_posix(): path.read_bytes()
        for folder in ("profiles", "targets", "templates")
        for path in sorted((_REPOSITORY / folder).rglob("*"))
        if path.is_file() and path.suffix in {".yaml", ".j2", ".md"}
    }
    found = [
        Specimen(small, "profiles/ada.yaml", 40),
        Specimen(small, "targets/t.yaml", 30),
        Specimen(small, "tags.yaml", 8),
        Specimen(small | {"targets/t.cover-letter.md": _LETTER}, "targets/t.cover-letter.md", 24),
        *(Specimen(_on_its_own(whole, path), path, 6) for path in whole if path.startswith("profiles/")),
        *(Specimen(whole, path, 3) for path in whole if path.startswith("targets/")),
        Specimen(
            {"profiles/x.json": _resume(), "targets/t.yaml": TARGET.replace("emphasize", "x-tags").encode()},
            "profiles/x.json",
            30,
        ),
    ]
    for preset in sorted((BUILT_IN / "presets").glob("*.yaml")):
        files = small | {
            "targets/_own.yaml": preset.read_bytes(),
            "targets/t.yaml": b"extends: _own\norganization: Example University\n",
        }
        found.append(Specimen(files, "targets/_own.yaml", 8))
    for folder in sorted((BUILT_IN / "templates").iterdir()):
        texts = {
            f"templates/mine/{file.name}": file.read_bytes()
            for file in sorted(folder.iterdir())
            if file.is_file()
        }
        if folder.name == "base":
            # What all looks share stands for the built-in one.
            texts = {path.replace("/mine/", "/base/"): content for path, content in texts.items()}
        found += [Specimen((small if folder.name == "base" else mine) | texts, path, 1) for path in texts]
    return tuple(found)


def _on_its_own(files: Mapping[str, bytes], profile: str) -> dict[str, bytes]:
    """One profile with one target for it."""
    return {profile: files[profile], "targets/t.yaml": b"extends: phd\n"}


def _resume() -> bytes:
    """A person of our own making in the vocabulary of JSON Resume."""
    entry = {
        "name": "A Lab",
        "position": "Assistant",
        "startDate": "2020-01",
        "url": "https://example.org",
        "highlights": ["Counted cells.", "Built *chips*."],
    }
    resume = {
        "$schema": "https://example.org/schema.json",
        "basics": {"name": "Ada Example", "label": "", "email": "ada@example.org", "summary": "Studies things.", "location": {"city": "Town", "countryCode": "XX"}, "profiles": [{"network": "Git", "username": "ada", "url": "https://example.org/ada"}]},
        "work": [entry, {**entry, "endDate": "2021-02-03", "startDate": "2019"}],
        "education": [{"institution": "Example University", "area": "Cells", "studyType": "BSc", "score": "3.90", "courses": ["C1"], "endDate": None}],
        "publications": [{"name": "A First Paper", "publisher": "Press", "releaseDate": "2021", "summary": "About cells."}],
        "skills": [{"name": "Counting", "keywords": ["cells", "C#"]}],
        "languages": [{"language": "English", "fluency": "Native"}],
        "extra": [{"a": 1.5, "b": True}],
    }  # fmt: skip
    return json.dumps(resume, indent=1).encode()


# -- what becomes of a workspace -----------------------------------------------------------------------------


def opened(files: Mapping[str, bytes]) -> Workspace:
    """The files as a workspace; appkit's own are read once for all of them."""
    folders: dict[str, set[str]] = {"": set()}
    for path in files:
        parts = path.split("/")
        for depth in range(len(parts)):
            folders.setdefault("/".join(parts[:depth]) or ".", set()).add(parts[depth])
    listed = {folder: tuple(sorted(names)) for folder, names in folders.items()}
    tree = Memory(ROOT, listed, {path: Held(content) for path, content in files.items()})
    return open_workspace(ROOT, tree)


def checked(workspace: Workspace, path: str, *, everything: bool) -> tuple[Report, list[Assembled]]:
    """All that is said of the file at ``path`` and of what rests on it, as ``appkit validate`` says it.

    ``everything`` composes the documents; else what has a shape and a meaning is good enough, but for templates
    and letters, which are nothing before they are composed.
    """
    report = Report()
    report.extend(workspace.problems.diagnostics)
    composes = everything or not path.startswith(("profiles/", "tags"))
    if composes:
        templates = workspace.templates(report)
    if path.startswith("templates/") and everything:
        check_syntax(templates, report)
    for name in workspace.profiles:
        profile = workspace.profile(name, report)
        for text in texts_of(profile) if profile is not None else ():
            if text.rich:
                check_rich_text(text, report)
    for name in workspace.presets if "/_" in path else ():
        node = load_preset(workspace, name, report)
        if node is not None:
            resolve(node, lambda each: load_preset(workspace, each, report), workspace.presets, report)
    documents: list[Assembled] = []
    stem = Path(path).stem
    names = (
        [stem] if path.startswith("targets/") and stem in workspace.targets else list(workspace.targets)[:1]
    )
    for name in names if composes else ():
        loaded = load_target(workspace, name, report)
        if loaded is not None:
            artifact_paths(workspace, loaded, report)
            if everything or path.startswith("templates/") or path.endswith(".md"):
                kinds = {"cover-letter"} if path.endswith(".md") and not everything else None
                documents += assemble(
                    loaded.target, loaded.profile, templates, report, letters=loaded.letters, kinds=kinds
                ).documents
    return report, documents


def complaints(
    workspace: Workspace, report: Report, documents: Sequence[Assembled], *, formats: bool
) -> Iterator[str]:
    """What is wrong with an answer: places outside of files, errors that cannot be told, formats that disagree."""
    lines = workspace.files.lines()
    for each in report.diagnostics:
        for place in (each.location, *(place for _, place in each.related)):
            if place is not None and (wrong := _astray(place, each, workspace, lines)):
                yield wrong
    render_text(report.diagnostics, lines).encode()
    if report.failed or not formats:
        return
    for document in documents:
        for name in _FORMATS:
            content = FORMATS[name].render(document.document, document.style)
            yield from (f"{name}: {wrong}" for wrong in differences(content, name, document.document))


def _astray(
    place: Location, told: Diagnostic, workspace: Workspace, lines: Mapping[str, Sequence[str]]
) -> str | None:
    text = lines.get(place.path)
    if text is None:
        held = workspace.files.tree.files.get(place.path)  # type: ignore[attr-defined]
        if held is not None and held.content is not None:
            text = _LINE_BREAK.split(held.content.decode("utf-8-sig", "replace"))
    # A folder, a built-in file that was never read: they have one place only.
    text = text if text is not None else [""]
    inside = (
        1 <= place.line <= len(text)
        and 1 <= place.column <= len(text[place.line - 1]) + 1
        and place.width >= 1
    )
    return None if inside else f"{place} of {told.code} is outside of its file: {told.message:.100}"


def lend(workspace: Workspace, base: Workspace, path: str) -> None:
    """Give a workspace what of another is the same, because the file at ``path`` has no part in it."""
    if not path.startswith("templates/"):
        workspace._templates = base._templates
    if not path.startswith(("profiles/", "tags")):
        workspace._profiles.update(base._profiles)
