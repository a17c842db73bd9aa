"""What Microsoft's validator and ``openxml-audit`` do not look at, checked by ourselves."""

from __future__ import annotations

import soundness_of_package
import soundness_of_words
from opened_package import opened

CHECKS = (*soundness_of_package.CHECKS, *soundness_of_words.CHECKS)


def faults(docx: bytes) -> list[str]:
    """What is wrong with a DOCX, in words, by the check that found it; empty is what it should be."""
    package = opened(docx)
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(package)]
