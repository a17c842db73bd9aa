"""Files with positions: reading text, and parsing YAML and JSON into nodes that know where they stand.

Writing is in :mod:`appkit.source.write` and :mod:`appkit.source.pin`, which not every command needs.
"""

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

__all__ = [
    "MAX_BYTES",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Source",
    "parse",
    "plain",
    "read_content",
    "read_source",
    "refusal",
    "refused_character",
    "source_from_bytes",
]
