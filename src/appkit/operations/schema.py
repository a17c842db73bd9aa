"""The JSON Schemas that editors check and complete profiles, targets and styles with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.check import NAMES, schema_text
from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Location, Report, did_you_mean, one_of
from appkit.operations.result import Result
from appkit.operations.targets import opened
from appkit.output.replace import is_content, replace_content

if TYPE_CHECKING:
    import os
    from pathlib import Path

# Where the modelines of a workspace's files point to, from the workspace.
SCHEMA_FOLDER = ".appkit/schemas"


def modeline(name: str) -> str:
    """The first line of a file in ``profiles/`` or ``targets/``: it tells editors which schema to use."""
    return f"# yaml-language-server: $schema=../{SCHEMA_FOLDER}/{name}.schema.json\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaText(Result):
    """A JSON Schema (draft-07) as text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSchemas(Result):
    """The schema files that were written, and those that were up to date, relative to the workspace."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]


def schema(name: str) -> SchemaText:
    """The JSON Schema of a kind of file: profile, target, tags, style or labels.

    Raises AppkitError for any other name.
    """
    if name not in NAMES:
        report = Report()
        hint = did_you_mean(name, NAMES) or f"there are: {one_of(NAMES)}"
        report.error("unknown-schema", f"no schema '{name}'", help=hint)
        raise AppkitError(report.diagnostics)
    return SchemaText(name=name, text=schema_text(name))


def write_schemas(root: str | os.PathLike[str] = ".") -> WrittenSchemas:
    """Put all schemas into ``.appkit/schemas/`` of the workspace at or above ``root``.

    Raises AppkitError where there is no workspace.
    """
    report = Report()
    workspace = opened(root, report)
    written, unchanged = put_schemas(workspace.root, report)
    return WrittenSchemas(diagnostics=tuple(report.diagnostics), written=written, unchanged=unchanged)


def put_schemas(root: Path, report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put the schemas that are missing or out of date where modelines look for them.

    The paths that were written and those that were not, relative to ``root``.
    """
    written: list[str] = []
    unchanged: list[str] = []
    if (root / SCHEMA_FOLDER).parent.is_symlink():
        message = "this is a link: it may lead out of the workspace"
        where = Location(SCHEMA_FOLDER.split("/", maxsplit=1)[0])
        report.error("outside-workspace", message, where, help="replace it by a folder")
        return (), ()
    for name in NAMES:
        path = f"{SCHEMA_FOLDER}/{name}.schema.json"
        content = schema_text(name).encode()
        if is_content(root / path, content):
            unchanged.append(path)
        elif replace_content(root / path, None, content, report, path):
            written.append(path)
        else:
            break  # the others would fail for the same reason
    return tuple(written), tuple(unchanged)
