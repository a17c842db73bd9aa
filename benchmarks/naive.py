"""The obvious way to the same six files: everything read, checked and compiled anew for each target.

`yaml.safe_load`, `jsonschema.validate`, a new Jinja2 environment and `docx.Document()` with its proxies, as a
first script would have it. It selects nothing, measures nothing and explains nothing: it is the cost of the
libraries, used plainly.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
from typing import TYPE_CHECKING, Any

import docx
import jinja2
import jsonschema
import yaml

from appkit.check import schema

if TYPE_CHECKING:
    from pathlib import Path

# Processes that are timed keep bytecode, as a user's do, whatever the machine at hand says.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
RESUME = """\
# {{ basics.name }}
{{ basics.email }}
## Summary
{{ basics.summary.text or basics.summary }}
## Education
{% for e in education %}### {{ e.institution }}
{{ e.studyType }} {{ e.area }} ({{ e.startDate }} - {{ e.endDate }})
{% endfor %}## Publications
{% for p in publications %}{{ loop.index }}. **{{ p.name }}**
{{- " " }}{{ p.authors if p.authors is string else p.authors | join(", ") }}.
{{- " " }}{{ p.venue.name if p.venue is mapping else p.venue }}
{% endfor %}## Experience
{% for w in work %}### {{ w.name }}
{{ w.position }} ({{ w.startDate }} - {{ w.endDate }})
{% for h in w.highlights %}- {{ h.text or h }}
{% endfor %}{% for a in w.advisors %}- {{ a.role }}: {{ a.name }}
{% endfor %}{% endfor %}## Projects
{% for p in projects %}### {{ p.name }}
{% for h in p.highlights %}- {{ h.text or h }}
{% endfor %}{% endfor %}## Skills
{% for s in skills %}**{{ s.name }}:** {{ s.keywords | join(", ") }}
{% endfor %}"""
LETTER = """\
# {{ basics.name }}
{{ basics.email }}

{{ target.organization }}

Dear members of the selection committee,

I am applying to the {{ target.position }} at {{ target.organization }}. {{ basics.letter }}
{% for w in work if w.letter %}
{{ w.letter }}
{% endfor %}
Sincerely,

{{ basics.name }}
"""


def build(profile: Path, target: Path) -> dict[str, bytes]:
    """A résumé and a letter as DOCX, Markdown and text."""
    data: Any = _plain(yaml.safe_load(profile.read_text()))
    wanted: Any = _plain(yaml.safe_load(target.read_text()))
    jsonschema.validate(data, schema("profile"))
    files = {}
    for name, template in (("resume", RESUME), ("cover-letter", LETTER)):
        environment = jinja2.Environment(undefined=jinja2.ChainableUndefined)
        markdown = environment.from_string(template).render(**data, target=wanted)
        files[f"{name}.md"] = markdown.encode()
        files[f"{name}.txt"] = re.sub(r"(?m)^#+ |\*\*", "", markdown).encode()
        files[f"{name}.docx"] = _docx(markdown)
    return files


def _plain(value: Any) -> Any:
    """Dates that YAML made of text, back as text."""
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case dt.date():
            return value.isoformat()
        case float():
            return str(value)
    return value


def _docx(markdown: str) -> bytes:
    document = docx.Document()
    for line in filter(None, markdown.split("\n")):
        if line.startswith("#"):
            marks, words = line.split(" ", 1)
            document.add_heading(words, len(marks) - 1)
        elif line.startswith("- "):
            _words(document.add_paragraph(style="List Bullet"), line[2:])
        elif match := re.match(r"[0-9]+\. ", line):
            _words(document.add_paragraph(style="List Number"), line[match.end() :])
        else:
            _words(document.add_paragraph(), line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _words(paragraph: Any, line: str) -> None:
    for number, part in enumerate(line.split("**")):
        if part:
            paragraph.add_run(part).bold = number % 2 == 1
