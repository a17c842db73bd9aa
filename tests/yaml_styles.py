"""YAML as anyone might write it: any style for each part, any indentation, width and line end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def styled(data: object, draw: st.DataObject) -> yaml.Node:
    """The node of ``data`` with a style drawn for each of its parts."""
    if isinstance(data, dict):
        pairs = [
            (yaml.ScalarNode("tag:yaml.org,2002:str", key), styled(value, draw))
            for key, value in data.items()
        ]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=draw.draw(st.booleans()))
    if isinstance(data, list):
        items = [styled(item, draw) for item in data]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=draw.draw(st.booleans()))
    if isinstance(data, str):
        style = draw.draw(st.sampled_from((None, "'", '"', ">", "|")))
        return yaml.ScalarNode("tag:yaml.org,2002:str", data, style=style)
    kind, text = ("null", "null") if data is None else (type(data).__name__, str(data).lower())
    return yaml.ScalarNode(f"tag:yaml.org,2002:{kind}", text)


def written(data: Mapping[str, object] | Sequence[object], draw: st.DataObject) -> bytes:
    """YAML for ``data`` in any style, at any width and indentation, with any line end."""
    dumper = draw.draw(st.sampled_from((yaml.SafeDumper, getattr(yaml, "CSafeDumper", yaml.SafeDumper))))
    text: str = yaml.serialize(
        styled(data, draw),
        Dumper=dumper,
        indent=draw.draw(st.integers(2, 5)),
        width=draw.draw(st.sampled_from((20, 80, 1000))),
        allow_unicode=True,
        line_break=draw.draw(st.sampled_from(("\n", "\r\n", "\r"))),
    )
    comments = draw.draw(st.sampled_from(("", "# a comment\n")))
    return (comments + text).encode()


def without(text: str, shorter: str) -> bool:
    """Whether ``shorter`` is ``text`` with something left out."""
    rest = iter(text)
    return all(character in rest for character in shorter)
