"""What is wrong with a file that has not the shape of its schema, each problem at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.check.advice import IN_JSON, UNQUOTED
from appkit.check.branches import asks_for_keys, leaves
from appkit.check.complaint import Complaint, complaints
from appkit.check.locate import locate
from appkit.check.schemas import faults
from appkit.diagnostics import Severity
from appkit.model.vocabulary import SECTIONS
from appkit.source.node import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.check.fault import Fault
    from appkit.diagnostics import Report
    from appkit.source.node import Node


def complain(node: Node, schema_name: str, report: Report, *, partial: bool, lenient: bool) -> bool:
    """Report what is wrong with ``node``, as ``check`` says; whether it is good in spite of it."""
    good = True
    seen: set[Complaint] = set()
    behind: list[Complaint] = []  # keys that are missing, each because an unknown one seems to be it
    for complaint in _complaints(node, schema_name, partial=partial):
        if complaint in seen:
            continue
        seen.add(complaint)
        if complaint.misspelled:
            behind.append(complaint)
        else:
            good = _tell(complaint, node, report, lenient=lenient) and good
    # Where the unknown key is an error, it says enough.
    for complaint in behind if lenient and good else ():
        if not _is_minor(complaint):
            good = _tell(complaint, node, report, lenient=True)
    return good


def _tell(complaint: Complaint, node: Node, report: Report, *, lenient: bool) -> bool:
    """Report a complaint; whether the file is good in spite of it."""
    severity = Severity.WARNING if lenient and _is_minor(complaint) else Severity.ERROR
    location = locate(node, complaint.path, key=complaint.at_key)
    help_ = complaint.help and IN_JSON.get(complaint.help) if lenient else None
    report.add(severity, complaint.code, complaint.message, location, help=help_ or complaint.help)
    return severity is not Severity.ERROR


def _complaints(node: Node, schema_name: str, *, partial: bool) -> Iterator[Complaint]:
    for fault in leaves(faults(plain(node), schema_name)):
        if not (partial and _allowed_in_part(fault)):
            yield from complaints(fault)


def _allowed_in_part(fault: Fault) -> bool:
    if fault.value is None:
        return True
    in_list = any(isinstance(step, int) for step in fault.path)
    return not in_list and (fault.keyword == "required" or asks_for_keys(fault))


def _is_minor(complaint: Complaint) -> bool:
    """Whether a JSON Resume file may have this problem: no key is required there, and any is allowed."""
    if complaint.code == "missing-key":
        return len(complaint.path) == 2 and complaint.path[0] in SECTIONS
    # A mapping in place of a text is no text with a key too many.
    return complaint.code in {"unknown-key", "bad-key"} and complaint.help != UNQUOTED
