"""Files with positions: reading text, and parsing YAML and JSON into nodes that know where they stand."""

from appkit.source.file import Source, read_source, source_from_bytes
from appkit.source.node import Mapping, Node, Scalar, Sequence, plain
from appkit.source.parse import parse

__all__ = [
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Source",
    "parse",
    "plain",
    "read_source",
    "source_from_bytes",
]
