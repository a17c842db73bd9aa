"""Where Jinja2 gets templates from: memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping


class Memory(jinja2.BaseLoader):
    """Templates by name, from memory: no name leads to a file."""

    def __init__(self, sources: Callable[[str], tuple[str, str] | None]) -> None:
        self._sources = sources

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 - Jinja2's signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, and the path that tracebacks show for it."""
        found = self._sources(template)
        if found is None:
            raise jinja2.TemplateNotFound(template)
        text, path = found
        return text, path, lambda: True

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja2's signature
    ) -> jinja2.Template:
        """A template, ready to run."""
        source, path, _ = self.get_source(environment, name)
        code = environment.loaded(name, source, path)  # type: ignore[attr-defined] # our own environment's
        return environment.template_class.from_code(environment, code, {} if globals is None else globals)
