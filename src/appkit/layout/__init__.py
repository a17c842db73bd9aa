"""Layout: how many pages and lines a document takes, told without a layout engine."""

from appkit.layout.measure import Extent, Layout, measure
from appkit.layout.paragraphs import stands_beside

__all__ = ["Extent", "Layout", "measure", "stands_beside"]
