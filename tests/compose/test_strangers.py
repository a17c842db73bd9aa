"""Templates from strangers: what they may not reach, and how much they may take (docs/templates-from-strangers.md)."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from workspaces import appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path

TARGET = "extends: phd\norganization: Example University\nposition: PhD\ndocuments: {resume: {template: strange}}\n"
NAME = "# {{ basics.name }}\n\n"

# Ways out of Jinja2's sandbox that were found over the years, by the number under which they are known, and
# the ways that programs like ours open themselves.
ESCAPES = {
    "CVE-2016-10745 str.format": '{{ "{0.__class__.__mro__}".format(basics) }}',
    "CVE-2019-10906 str.format_map": '{{ "{a.__class__}".format_map({"a": basics}) }}',
    "CVE-2024-56326 str.format by another name": '{% set f = "{0.__class__}".format %}{{ f(basics) }}',
    "CVE-2024-56326 through a macro": '{% macro m(f) %}{{ f(basics) }}{% endmacro %}{{ m("{0.__init__}".format) }}',
    "CVE-2025-27516 attr and format": '{{ ("{0.__class__}" | attr("format"))(basics) }}',
    "CVE-2025-27516 attr by map": '{{ ["{0.__class__}"] | map(attribute="format") | first }}',
    "CVE-2024-22195 xmlattr": '{{ {"a onclick": "b"} | xmlattr }}',
    "CVE-2024-34064 xmlattr": '{{ {"a/onclick=": "b"} | xmlattr }}',
    "CVE-2020-28493 urlize": '{{ ("a." ~ "b" ) | urlize }}',
    "CVE-2014-1402 a file of Jinja2's own cache": '{% include "__jinja2_cache" %}',
    "CVE-2024-56201 a name that is code": '{% include "x\\"; import os #" %}',
    "class": "{{ basics.__class__ }}",
    "class by item": '{{ basics["__class__"] }}',
    "class of a text": '{{ "".__class__.__mro__ }}',
    "class of a number": "{{ (1).__class__ }}",
    "class of a list": "{{ sections.__class__ }}",
    "globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "function of a macro": "{% macro m() %}{% endmacro %}{{ m._func }}",
    "code of a function": "{{ label.__code__ }}",
    "globals of a function": '{{ prompt.__func__.__globals__["os"] }}',
    "self of a method": "{{ label.__self__ }}",
    "the environment": "{{ self._TemplateReference__context }}",
    "the context of a loop": "{% for s in sections %}{{ loop._iterable }}{% endfor %}",
    "the loop's environment": "{% for s in sections %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "an imported template's module": '{% import "base/parts.md.j2" as p %}{{ p.__dict__ }}',
    "an imported template's loader": '{% import "base/parts.md.j2" as p %}{{ p._body_stream }}',
    "a cycler": "{{ cycler.__init__.__globals__ }}",
    "a joiner": "{{ joiner.__init__.__globals__ }}",
    "a namespace": "{{ namespace.__init__.__globals__ }}",
    "lipsum": '{{ lipsum.__globals__["os"].popen("id").read() }}',
    "config": "{{ config }}",
    "request": "{{ request }}",
    "an undefined's module": "{{ nothing.__class__ }}",
    "dict": "{{ dict(a=1) }}",
    "range": "{{ range(9) }}",
    "open": '{{ open("/etc/passwd").read() }}',
    "a file above": '{% include "../../../../etc/passwd" %}',
    "a file by its whole path": '{% include "/etc/passwd" %}',
    "a file of the workspace": '{% include "profiles/ada.yaml" %}',
    "a file beside": '{% import "strange/secret.txt" as s %}{{ s }}',
    "a file of another kind": '{% extends "style.yaml" %}',
    "a filter that runs others": '{{ "x" | map("upper") | list }}',
    "debug": "{% debug %}",
    "do": "{% do basics.update({}) %}",
    "an item that is set": "{% set basics.name = 1 %}",
    "call of a text": '{{ "x"() }}',
    "call of a value": "{{ basics.name() }}",
}


def built(root: Path, template: str, **more: str) -> tuple[int, list[str], str]:
    files = {
        "templates/strange/style.yaml": "extends: academic\n",
        "templates/strange/resume.md.j2": template,
    }
    ran = appkit(workspace(root, target=TARGET, **files, **more), "build", "--target", "t", "-f", "md")
    return ran.code, codes(ran), ran.err


@pytest.mark.parametrize("what", ESCAPES)
def test_no_way_out(tmp_path: Path, what: str) -> None:
    """Each is an error with its place, and nothing is written."""
    code, found, err = built(
        tmp_path, NAME + ESCAPES[what] + "\n", **{"templates/strange/secret.txt": "SECRET"}
    )

    assert code == 1
    assert found
    assert set(found) <= {
        "template-error",
        "template-syntax",
        "undefined-value",
        "unknown-template",
    }, err
    assert "templates/strange/resume.md.j2:" in err
    assert "root:" not in err
    assert not (tmp_path / "out").exists()


# What a template might take without end: time, memory or room.
GREEDY = {
    "loops in loops": ("{% for a in sections %}" * 12 + "x" + "{% endfor %}" * 12, "template-error"),
    "a text that doubles": ('{% set x = "aa" %}' + "{% set x = x ~ x %}" * 60 + "{{ x }}", "template-error"),
    "macros that call each other": (
        "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}", "template-error",
    ),
    "a macro that prints twice what another does": (
        "{% macro m0() %}aaaaaaaaaa{% endmacro %}"
        + "".join(f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 40))
        + "{{ m39() }}",
        "template-error",
    ),
    "a power": ("{{ 10 ** 10 ** 10 }}", "template-error"),
    "a text times a number": ('{{ "x" * 1000000000 }}', "template-error"),
    "a format with a width": ('{{ "%1000000000d" % 1 }}', "template-error"),
    "a list of lists": ("{{ [[1] * 9] * 9 }}", "template-error"),
    "brackets in brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "template-error"),
    "conditions in conditions": ("{% if basics %}" * 2000 + "{% endif %}" * 2000, "template-error"),
    "a huge template": ("{{ basics.name }}\n" * 5000, "too-large"),
    "markup without end": ("{% for s in sections %}" * 4 + "*a" * 5000 + "{% endfor %}" * 4, "template-error"),
    "brackets of Markdown": ("{% for s in sections %}" * 4 + "[" * 5000 + "{% endfor %}" * 4, "template-error"),
}  # fmt: skip


@pytest.mark.parametrize("what", GREEDY)
def test_what_takes_too_much_is_stopped(tmp_path: Path, what: str) -> None:
    template, expected = GREEDY[what]

    code, found, err = built(tmp_path, NAME + template + "\n")

    assert (code, found) == (1, [expected]), err
    assert not (tmp_path / "out").exists()


SPYING = """\
import os, socket, sys
def refused(*_, **__): raise AssertionError("reached")
socket.socket = refused
os.environ["APPKIT_SECRET"] = "SECRET"
import appkit.cli
sys.exit(appkit.cli.run(["-C", sys.argv[1], "build", "--target", "t", "-f", "md"]))
"""


def test_no_variable_of_the_environment_is_reached(tmp_path: Path) -> None:
    """All that a template can name is printed: nothing of the machine is there."""
    names = (
        "basics",
        "sections",
        "target",
        "document",
        "evidence",
        "label",
        "prompt",
        "self",
        "environ",
        "env",
        "os",
        "sys",
    )
    template = NAME + "".join(f"{{% if {name} is defined %}}{name}\n{{% endif %}}" for name in names)
    files = {
        "templates/strange/style.yaml": "extends: academic\n",
        "templates/strange/resume.md.j2": template,
    }
    root = workspace(tmp_path, target=TARGET, **files)

    done = subprocess.run(
        [sys.executable, "-c", SPYING, str(root)], capture_output=True, text=True, check=True
    )

    written = (root / "out/t/Example_Ada_CV.md").read_text(encoding="utf-8")
    assert written.split()[3:] == [
        "basics",
        "sections",
        "target",
        "document",
        "evidence",
        "label",
        "prompt",
        "self",
    ]
    assert "SECRET" not in written + done.stdout + done.stderr
    assert os.environ.get("HOME", "/nowhere") not in written
