"""The whole line in memory: plain data for a profile and a target in, composed documents and bytes out.

The data goes through the same functions as files do, from characters on; only the disk is left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from appkit import selection
from appkit.assemble import Assembled, Assembly, assemble
from appkit.diagnostics import Report, Severity
from appkit.load import load_target
from appkit.load.files import BUILT_IN, Files
from appkit.load.templates import load_templates
from appkit.load.workspace import Workspace
from appkit.model.template import TemplateFile, Templates
from appkit.model.vocabulary import (
    BASICS_LITERAL,
    BASICS_LOCATION,
    COMMON_LISTS,
    COMMON_LITERAL,
    CUSTOM,
    SECTIONS,
)
from appkit.render import FORMATS
from appkit.source import source_from_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.load import LoadedTarget
    from appkit.model.document import Document
    from appkit.model.selection import Selection
    from profiles import Data

_NOWHERE = Path("/nowhere")
# A folder of templates whose résumé says everything that an entry can say.
EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a profile and a target: what was loaded, and what it was assembled to."""

    loaded: LoadedTarget
    assembly: Assembly
    report: Report

    @property
    def selection(self) -> Selection:
        return self.assembly.selection

    @property
    def documents(self) -> tuple[Assembled, ...]:
        return self.assembly.documents

    def document(self, kind: str) -> Document:
        return next(each.document for each in self.documents if each.plan.kind == kind)

    def artifacts(self) -> dict[str, bytes]:
        """Every artifact by its document's kind and format."""
        return {
            f"{each.plan.kind}.{name}": rendered(each, name) for each in self.documents for name in FORMATS
        }


def rendered(assembled: Assembled, format_name: str) -> bytes:
    """One document in one format."""
    return FORMATS[format_name].render(assembled.document, assembled.style)


def build(profile: Data, target: Data, letters: Mapping[str, str] | None = None) -> Built:
    """The documents of a target; anything that is an error fails the test with its message."""
    report = Report()
    loaded = load(profile, target, report)
    files = {
        kind: TemplateFile(f"t.{kind}.md", f"t.{kind}.md", text) for kind, text in (letters or {}).items()
    }
    assembly = assemble(loaded.target, loaded.profile, TEMPLATES, report, letters=files)
    assert not report.failed, _errors(report)
    return Built(loaded, assembly, report)


def select(profile: Data, target: Data) -> Selection:
    """What of a profile is in for a target, and why."""
    report = Report()
    loaded = load(profile, target, report)
    return selection.select(loaded.profile, loaded.target, report)


def load(profile: Data, target: Data, report: Report) -> LoadedTarget:
    """The target and its profile, as files of a workspace would be loaded."""
    loaded = load_target(_workspace(profile, target), "t", report)
    assert loaded is not None, _errors(report)
    return loaded


def _errors(report: Report) -> str:
    return "; ".join(f"{d.location}: {d.message}" for d in report.diagnostics if d.severity is Severity.ERROR)


def _workspace(profile: Data, target: Data) -> Workspace:
    sources = {}
    for path, data in (("profiles/p.yaml", profile), ("targets/t.yaml", target)):
        found = Report()
        # JSON is YAML in which every text is quoted: what is written is what is meant.
        text = json.dumps(data, ensure_ascii=False).encode()
        sources[path] = (source_from_bytes(path, text, found), found)
    files = Files(_NOWHERE, {**_BUILT_IN._sources, **sources}, dict(_BUILT_IN._nodes))
    presets = {file.stem: file for file in sorted((BUILT_IN / "presets").glob("*.yaml"))}
    return Workspace(
        _NOWHERE,
        files,
        {"p": _NOWHERE / "profiles/p.yaml"},
        {"t": _NOWHERE / "targets/t.yaml"},
        presets,
        Report(),
        _templates=(TEMPLATES, Report()),
    )


# -- templates -------------------------------------------------------------------------------------------------


def _templates() -> Templates:
    report = Report()
    found = load_templates(_BUILT_IN, report)
    assert not report.failed, report.diagnostics
    name = f"{EVERYTHING}/resume.md.j2"
    files = {**found.files, name: TemplateFile(name, name, _everything())}
    folder = replace(found.folders["academic"], name=EVERYTHING, extends="academic", labels=None)
    return Templates(files, {**found.folders, EVERYTHING: folder})


# How a value can stand in a template, in turn: what means something at a line's beginning, in the middle of
# words, at the end of a heading or in a list is not the same.
_SETTINGS = (
    "{value}", "- {value}", "**{value}**", "#### {value}", "1. {value}", "*{value}* {value}", "x{value}x",
    "[{value}]{{.note}}", "[{value}](https://example.org)", "left [{value}]{{.right}}",
)  # fmt: skip


def _everything() -> str:
    """A template that prints every field of the vocabulary."""
    lines = ["# {{ basics.name }}", ""]
    numbers = iter(range(10_000))

    def printed(value: str) -> list[str]:
        setting = _SETTINGS[next(numbers) % len(_SETTINGS)]
        return [setting.format(value=f"{{{{ {value} }}}}"), ""]

    def optional(value: str) -> list[str]:
        return [f"{{% if {value} %}}", *printed(value), "{% endif %}"]

    def each(values: str, *fields: str) -> list[str]:
        inside = [line for field in fields for line in optional(f"one.{field}")] if fields else printed("one")
        return [f"{{% for one in {values} %}}", *inside, "{% endfor %}"]

    for key in BASICS_LITERAL:
        lines += optional(f"basics.{key}")
    lines.append("{% if basics.location %}")
    for key in BASICS_LOCATION:
        lines += optional(f"basics.location.{key}")
    lines += ["{% endif %}", *each("basics.links", "label")]
    lines += ["{% for section in sections %}", "## {{ section.title }}", "", *optional("section.text")]
    lines.append("{% for entry in section.entries %}")
    kinds = (*SECTIONS.values(), CUSTOM)
    literal = dict.fromkeys((*COMMON_LITERAL, *(k for kind in kinds for k in (kind.headline, *kind.literal))))
    for key in (*literal, "venue", "venueShort", "dates", "authors"):
        lines += optional(f"entry.{key}")
    lists = dict.fromkeys((*COMMON_LISTS, *(key for kind in kinds for key in kind.lists)))
    for key in (*lists, "highlights"):
        lines += each(f"entry.{key}")
    lines += [*each("entry.advisors", "name", "role"), *each("entry.links", "label")]
    return "\n".join([*lines, "{% endfor %}", "{% endfor %}", ""])


_BUILT_IN = Files(_NOWHERE)
TEMPLATES = _templates()
