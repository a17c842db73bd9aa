"""Markdown read into the document tree: templates into blocks, rich values into inlines.

A template never sees a value's characters. It prints a *mark*, two noncharacters around a number, and this
package puts the value's own inlines where the mark stands in the parsed tree. So no character of a value can
become markup, and every word keeps the address it came from.
"""

from appkit.markup.blocks import parse_document
from appkit.markup.inlines import HERE, Fill, parse_rich
from appkit.markup.marks import MARK_END, MARK_START, MARKS, mark
from appkit.markup.problems import MILD, Problem
from appkit.markup.tree import common_address, first_origin

__all__ = [
    "HERE",
    "MARKS",
    "MARK_END",
    "MARK_START",
    "MILD",
    "Fill",
    "Problem",
    "common_address",
    "first_origin",
    "mark",
    "parse_document",
    "parse_rich",
]
