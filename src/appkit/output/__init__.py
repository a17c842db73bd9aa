"""Outputs: names, states, and files written all or nothing, never over what someone has edited.

What is written lies in the output folder; what is remembered of it lies in ``.appkit/`` of the workspace.
"""

from appkit.output.cleaning import Cleaned, clean
from appkit.output.create import create_text
from appkit.output.digests import built_from, digest
from appkit.output.manifests import read_manifest
from appkit.output.names import PatternError, collisions, file_name, slug
from appkit.output.places import Place, locate
from appkit.output.plan import Action, Written
from appkit.output.states import State, states
from appkit.output.writing import Outcome, write

__all__ = [
    "Action",
    "Cleaned",
    "Outcome",
    "PatternError",
    "Place",
    "State",
    "Written",
    "built_from",
    "clean",
    "collisions",
    "create_text",
    "digest",
    "file_name",
    "locate",
    "read_manifest",
    "slug",
    "states",
    "write",
]
