"""Templates: the files of every template folder, read into memory, with their looks and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.dataclass import dataclass
from appkit.diagnostics import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from appkit.diagnostics import Report
    from appkit.model.style import Style


# A template that is larger than this was not written by a person; compiling one takes a second per 32 KB.
MOST_CHARACTERS = 65_536


class Label(NamedTuple):
    """Words that a template adds: ``address`` says which file and key they come from."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A Jinja2 file: ``name`` is what templates call it (``academic/resume.md.j2``), ``path`` its place.

    It has at most :data:`MOST_CHARACTERS`; see :func:`bounded_template`.
    """

    name: str
    path: str
    text: str


def bounded_template(name: str, path: str, text: str, report: Report) -> TemplateFile | None:
    """A Jinja2 file, or None with an error in ``report`` where it is too large to be one."""
    if len(text) <= MOST_CHARACTERS:
        return TemplateFile(name, path, text)
    message = f"this template has {len(text):,} characters, of {MOST_CHARACTERS:,} that it may have"
    report.error("too-large", message, Location(path), help="divide it, or move its words to the profile")
    return None


@dataclass(frozen=True, slots=True)
class TemplateFolder:
    """A template: Jinja2 files by document kind, a style, and labels by locale.

    ``styles`` are those of kinds of documents that look different from ``style``. ``extends`` names the
    folder that supplies whatever this one lacks. ``paths`` are the files of its style and labels and its
    ``reference.docx``, as diagnostics name them; ``reference`` is the one that decides over ``style``, its
    own or an inherited one.
    """

    name: str
    location: Location
    style: Style
    styles: Mapping[str, Style]
    extends: str | None = None
    labels: Mapping[str, Mapping[str, Label]] | None = None
    paths: tuple[str, ...] = ()
    reference: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Templates:
    """Every template there is. Compares by identity: two readings of a workspace are two of these.

    ``files`` are keyed by name; ``folders`` by folder name.
    """

    files: Mapping[str, TemplateFile]
    folders: Mapping[str, TemplateFolder]

    def chain(self, folder: str) -> Iterator[TemplateFolder]:
        """The folder, the one it extends, and so on."""
        name: str | None = folder
        while name is not None:
            found = self.folders[name]
            yield found
            name = found.extends

    def file_for(self, folder: str, kind: str) -> TemplateFile | None:
        """The Jinja2 file that a folder has, or inherits, for a kind of document."""
        names = (f"{each.name}/{kind}.md.j2" for each in self.chain(folder))
        return next((self.files[name] for name in names if name in self.files), None)

    def style_for(self, folder: str, kind: str) -> Style:
        """The look of a kind of document in a folder."""
        found = self.folders[folder]
        return found.styles.get(kind, found.style)

    def kinds(self) -> tuple[str, ...]:
        """Every kind of document that some template can make."""
        suffix = ".md.j2"
        names = (name.rpartition("/")[2] for name in self.files if name.endswith(suffix))
        return tuple(sorted({name.removesuffix(suffix) for name in names if not name.startswith("_")}))

    def speaks(self, folder: str, locale: str, key: str) -> bool:
        """Whether some folder has words for a key in the locale, or in its language."""
        languages = {locale, locale.split("-", 1)[0]}
        chain = self.chain(folder)
        return any(key in (each.labels or {}).get(language, {}) for each in chain for language in languages)

    def label(self, folder: str, locale: str, key: str) -> Label | None:
        """The words of a key in the nearest folder that has them, in the locale, its language or English."""
        for language in dict.fromkeys((locale, locale.split("-", 1)[0], "en")):
            for each in self.chain(folder):
                found = (each.labels or {}).get(language, {}).get(key)
                if found:
                    return found
        return None
