"""Pages as the formats count them that lay themselves out: a budget holds for those too."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from appkit.diagnostics import Report
    from appkit.model.document import Document
    from appkit.model.style import Style
    from appkit.model.target import DocumentPlan
    from appkit.render import Renderer


@dataclass(slots=True)
class Typesetting:
    """The formats of a planned document that have pages of their own.

    Every format of the plan is asked, built this time or not: what a format that is left out would say must
    not change the words of the others. ``longer`` says whether one was ever over the budget where the layout
    was not.
    """

    plan: DocumentPlan
    style: Style
    longer: bool = False

    def pages(self, document: Document) -> Callable[[], int] | None:
        """What counts the pages of a document, once; None where no format has any of its own."""
        renderers = [FORMATS[name] for name in self.plan.formats if FORMATS[name].typesets]
        ready = [each for each in renderers if each.is_available]
        return functools.cache(lambda: self._count(document, ready)) if ready else None

    def _count(self, document: Document, renderers: list[Renderer]) -> int:
        pages = max(each.page_count(document, self.style) for each in renderers)
        self.longer |= self.plan.pages is not None and pages > self.plan.pages
        return pages


def note_longer(typesetting: Typesetting, report: Report) -> None:
    """Say so where the layout alone would have kept more than fits in every format."""
    plan = typesetting.plan
    if typesetting.longer and not plan.is_letter:
        names = " and ".join(name.upper() for name in plan.formats if FORMATS[name].typesets)
        report.note(
            "longer-typeset",
            f"the {plan.kind} needs more room as {names} than as DOCX: it is cut so that both fit",
            plan.locations.get("pages", plan.location),
        )
