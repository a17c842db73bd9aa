"""Fresh targets: those that a build would not change, found without building them.

:func:`proof` is what a build leaves in a manifest, and :class:`Judge` reads it in the next run. Everything is
told by content, nothing by modification time; docs/decisions/0018-what-is-fresh.md says why it is enough.
"""

from appkit.operations.fresh.judging import Fresh, Judge, asked_for
from appkit.operations.fresh.proving import proof

__all__ = ["Fresh", "Judge", "asked_for", "proof"]
