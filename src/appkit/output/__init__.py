"""Outputs: names, states, and files written all or nothing, never over what someone has edited.

What is written lies in the output folder; what is remembered of it lies in ``.appkit/`` of the workspace.
"""

from typing import TYPE_CHECKING

from appkit.front import front

if TYPE_CHECKING:
    from appkit.output.cleaning import Cleaned, clean
    from appkit.output.create import create_text
    from appkit.output.digests import built_from, digest
    from appkit.output.manifests import read_manifest
    from appkit.output.names import PatternError, collisions, file_name, slug
    from appkit.output.places import Place, locate
    from appkit.output.states import State, states_of
    from appkit.output.writing import Outcome, write

__all__ = [
    "Cleaned",
    "Outcome",
    "PatternError",
    "Place",
    "State",
    "built_from",
    "clean",
    "collisions",
    "create_text",
    "digest",
    "file_name",
    "locate",
    "read_manifest",
    "slug",
    "states_of",
    "write",
]

__getattr__ = front(
    __name__,
    cleaning=("Cleaned", "clean"),
    create=("create_text",),
    digests=("built_from", "digest"),
    manifests=("read_manifest",),
    names=("PatternError", "collisions", "file_name", "slug"),
    places=("Place", "locate"),
    states=("State", "states_of"),
    writing=("Outcome", "write"),
)
