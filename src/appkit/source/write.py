"""Plain data written as YAML that a person can read and edit, and that any YAML reader takes for the same."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.source.node import Plain

WIDTH = 100
# From this length on, a text begins on a line of its own and is folded.
_LONG = 80


def dump(data: Plain) -> str:
    """The YAML of ``data``, which :func:`appkit.source.parse` reads back as the same data.

    Block style, keys in their order, long texts folded. Text that a reader of YAML 1.1 or 1.2 would take
    for something else (``no``, ``12:30``, ``2023-07-01``, ``1e5``) is quoted.
    """
    text: str = yaml.dump(data, Dumper=Dumper, width=WIDTH, allow_unicode=True, sort_keys=False)
    return text


def flow(words: Sequence[str]) -> str:
    """The words as a YAML list on one line: ``[phd, _mine]``."""
    text: str = yaml.dump(
        list(words), Dumper=Dumper, width=sys.maxsize, allow_unicode=True, default_flow_style=True
    )
    return text.strip()


class Dumper(yaml.SafeDumper):
    """PyYAML's emitter with lists indented below their keys, no aliases, and texts styled by their length."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        """Indent, lists too."""
        super().increase_indent(flow, False)  # noqa: FBT003 - as above

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Write the same value again where it stands again."""
        return True

    def text(self, data: str) -> yaml.ScalarNode:
        """Represent a text in the style that suits its length."""
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=_style(data))


Dumper.add_representer(str, Dumper.text)

# What PyYAML, which follows YAML 1.1 in part, would write without quotes and others read as something else:
# YAML 1.1's y and n, YAML 1.2's numbers.
Dumper.add_implicit_resolver("!other", re.compile(r"[yYnN]\Z"), list("yYnN"))
Dumper.add_implicit_resolver(
    "!other",
    re.compile(r"[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)\Z"),
    list("-+.0123456789"),
)

# In a block, white space at the ends of lines is lost on the way through an editor, and empty lines at its
# end could not be told from those that part it from what follows.
_FRAGILE = re.compile(r"^[ \t]|[ \t]$|\n\n\n|\n\n\Z", re.MULTILINE)


def _style(text: str) -> str | None:
    """The style for a text: a block where it is long or has lines, else what the emitter finds plainest."""
    lines = text.split("\n")
    longest = max(map(len, lines))
    if _FRAGILE.search(text) or text.startswith("\n") or (len(lines) == 1 and longest <= _LONG):
        return None
    return ">" if longest > _LONG else "|"
