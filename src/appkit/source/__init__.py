"""Files with positions: reading text, and parsing YAML and JSON into nodes that know where they stand."""

from appkit.source.file import (
    MAX_BYTES,
    Source,
    read_content,
    read_source,
    refusal,
    refused_character,
    source_from_bytes,
)
from appkit.source.node import Mapping, Node, Scalar, Sequence, plain
from appkit.source.parse import parse
from appkit.source.pin import Pin, with_ids
from appkit.source.write import dump, flow

__all__ = [
    "MAX_BYTES",
    "Mapping",
    "Node",
    "Pin",
    "Scalar",
    "Sequence",
    "Source",
    "dump",
    "flow",
    "parse",
    "plain",
    "read_content",
    "read_source",
    "refusal",
    "refused_character",
    "source_from_bytes",
    "with_ids",
]
