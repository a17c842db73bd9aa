"""Templates: which there are, what one consists of, and in which style it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from appkit.compose import referenced
from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Report, did_you_mean, one_of
from appkit.load.files import BUILT_IN
from appkit.operations.result import Result
from appkit.operations.targets import opened
from appkit.operations.template_style import sheet, style_text

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from appkit.load import Workspace
    from appkit.model.template import TemplateFolder, Templates

Standing: TypeAlias = Literal["built in", "own", "overrides the built-in one"]


@dataclass(frozen=True, slots=True)
class ListedTemplate:
    """One template: where it is, what it extends, which kinds of documents it makes, its page and main font.

    ``reference`` is the ``reference.docx`` that decides over its style, if one does.
    """

    name: str
    standing: Standing
    path: str | None
    extends: str | None
    documents: tuple[str, ...]
    page: str
    font: str
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateListing(Result):
    """The templates in alphabetical order."""

    templates: tuple[ListedTemplate, ...]


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A file that a template consists of; ``folder`` is the template it stands in, own or extended."""

    name: str
    path: str
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTemplate(Result):
    """One template: its files, its style in effect as YAML, and how many labels it has by locale."""

    template: ListedTemplate
    files: tuple[TemplatePart, ...]
    style: str
    labels: dict[str, int]


def list_templates(root: str | os.PathLike[str] = ".") -> TemplateListing:
    """Every template of the workspace at or above ``root``, the built-in ones among them.

    Raises AppkitError where there is no workspace.
    """
    report = Report()
    workspace = opened(root, report)
    templates = workspace.templates(report)
    listed = tuple(listed_template(name, workspace, templates) for name in sorted(templates.folders))
    return TemplateListing(
        diagnostics=tuple(report.diagnostics), lines=workspace.files.lines(), templates=listed
    )


def show_template(root: str | os.PathLike[str], name: str) -> ShownTemplate:
    """What the template ``name`` consists of.

    Raises AppkitError where there is no workspace, or no such template.
    """
    report = Report()
    workspace = opened(root, report)
    templates = workspace.templates(report)
    check_template(name, templates, report)
    labels: dict[str, set[str]] = {}
    for each in templates.chain(name):
        for locale, words in (each.labels or {}).items():
            labels.setdefault(locale, set()).update(words)
    return ShownTemplate(
        diagnostics=tuple(report.diagnostics),
        lines=workspace.files.lines(),
        template=listed_template(name, workspace, templates),
        files=tuple(_parts(name, templates)),
        style=style_text(name, templates),
        labels={locale: len(labels[locale]) for locale in sorted(labels)},
    )


def check_template(name: str, templates: Templates, report: Report) -> None:
    """Raise AppkitError where there is no template ``name``."""
    if name not in templates.folders:
        problem = Report()
        hint = did_you_mean(name, templates.folders) or f"there are: {one_of(templates.folders)}"
        problem.error("unknown-template", f"no template '{name}'", help=hint)
        raise AppkitError([*problem.diagnostics, *report.diagnostics])


def listed_template(name: str, workspace: Workspace, templates: Templates) -> ListedTemplate:
    """A template at a glance."""
    folder = templates.folders[name]
    path = f"templates/{name}"
    is_own, is_built_in = ((root / path).is_dir() for root in (workspace.root, BUILT_IN))
    return ListedTemplate(
        name,
        ("overrides the built-in one" if is_built_in else "own") if is_own else "built in",
        path if is_own else None,
        folder.extends,
        tuple(_documents(name, templates)),
        sheet(folder.style.page),
        folder.style.fonts.body,
        folder.reference,
    )


def _documents(name: str, templates: Templates) -> Iterator[str]:
    """The kinds of documents it makes: not the files that have no title and are only there for others."""
    for kind in templates.kinds():
        file = templates.file_for(name, kind)
        if file is not None:
            has_title = templates.label(name, "en", f"title-{kind}") is not None
            others = (each for each in templates.files.values() if each is not file)
            if has_title or not any(file in referenced(each, templates) for each in others):
                yield kind


def _parts(name: str, templates: Templates) -> Iterator[TemplatePart]:
    """The files of the nearest folder that has each; styles and labels of every folder."""
    seen: set[str] = set()
    for folder in templates.chain(name):
        for part in own_parts(folder, templates):
            if part.name not in seen or not part.name.endswith(".md.j2"):
                yield part
            seen.add(part.name)


def own_parts(folder: TemplateFolder, templates: Templates) -> list[TemplatePart]:
    """The files that stand in a template folder itself: Jinja2 files, then style, reference and labels."""
    prefix = f"{folder.name}/"
    files = [file for name, file in sorted(templates.files.items()) if name.startswith(prefix)]
    found = [TemplatePart(file.name.removeprefix(prefix), file.path, folder.name) for file in files]
    # What appkit brings along is called `academic/style.yaml (built in)`.
    names = ((path.removesuffix(" (built in)").rpartition("/")[2], path) for path in folder.paths)
    return [*found, *(TemplatePart(name, path, folder.name) for name, path in names)]
