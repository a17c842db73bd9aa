"""The words of the template itself: its labels, in the language of the document as far as there are any."""

from __future__ import annotations

import functools
from dataclasses import field
from typing import TYPE_CHECKING

from appkit.compose.faults import TemplateError
from appkit.dataclass import dataclass
from appkit.diagnostics import did_you_mean
from appkit.markup import MARKS
from appkit.model.document import Origin, Run

if TYPE_CHECKING:
    from appkit.compose.values import Fills, Printable
    from appkit.model.template import Label, Templates


def key_of(key: object, what: str) -> str:
    """The key of a label or prompt, which is the template's own word."""
    if not isinstance(key, str) or not key.strip() or MARKS.search(key):
        raise TemplateError(f'the key of a {what} is a word in quotes, such as {what}("why" …)')
    return key


@dataclass(slots=True)
class Labels:
    """The labels of one template folder, and of those it extends, for one document.

    ``foreign`` grows by the key of every label that is shown in English for want of words in the locale.
    """

    templates: Templates
    folder: str
    locale: str
    fills: Fills
    foreign: dict[str, None] = field(default_factory=dict)

    def printed(self, key: object) -> Printable:
        """The words of a key, as templates ask for them. An unknown key is their mistake."""
        name = key_of(key, "label")
        found = self._found(name)
        if found is None:
            near = did_you_mean(name, self._keys())
            raise TemplateError(f"no label '{name}'" + (f"; {near}" if near else ""))
        return self.fills.words(found.text, self._origin(name, found.address))

    def text(self, key: str) -> str:
        """The words of a key as plain text; the key itself where there are none."""
        found = self._found(key)
        return found.text if found else key

    def run(self, key: str) -> Run:
        """The words of a key as a run that knows where they come from."""
        text, address = self._found(key) or (key, "")
        return Run(text, self._origin(key, address))

    def _origin(self, key: str, address: str) -> Origin:
        # Words of no language that the locale can use are English: `Templates.label` takes them last.
        return Origin("template", address, "en" if key in self.foreign else None)

    def has(self, key: str) -> bool:
        """Whether the template, or one it extends, has words for a key."""
        return _label(self.templates, self.folder, self.locale, key)[0] is not None

    def _found(self, key: str) -> Label | None:
        found, is_foreign = _label(self.templates, self.folder, self.locale, key)
        if is_foreign:
            self.foreign.setdefault(key)
        return found

    def _keys(self) -> set[str]:
        chain = self.templates.chain(self.folder)
        return {key for each in chain for labels in (each.labels or {}).values() for key in labels}


@functools.lru_cache(maxsize=4096)
def _label(templates: Templates, folder: str, locale: str, key: str) -> tuple[Label | None, bool]:
    """The words of a key, and whether they are English for want of words in the locale."""
    found = templates.label(folder, locale, key)
    return found, found is not None and not templates.speaks(folder, locale, key)
