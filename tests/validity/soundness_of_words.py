"""What the words of a document must be: styled, numbered and ordered as WordprocessingML wants, nothing undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opened_package import DOCUMENT, NUMBERING, SETTINGS, STYLES, W, repeated, value, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree
    from opened_package import Package

# Children in the order the schema wants: CT_PPr (section 17.3.1.26) and CT_RPr (17.3.2.28) of ECMA-376 Part 1.
_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
)
# What a paragraph may say beside its style: nothing that restyling it would have to undo by hand.
_OF_PARAGRAPHS = {"pStyle", "keepNext", "numPr", "bidi"}
# The same of a run: its style, its language, its script, and which of its style's fonts are that script's.
_OF_RUNS = {"rStyle", "rFonts", "rtl", "cs", "lang"}
_PLAIN_SPACE = " \t\r\n"


def structure(package: Package) -> Iterator[str]:
    """One body, whose last child is its one section, of paragraphs alone."""
    bodies = list(package.body)
    if [body.tag for body in bodies] != [f"{W}body"]:
        yield f"the document holds {len(bodies)} elements, not one body"
        return
    tags = [str(child.tag).removeprefix(W) for child in bodies[0]]
    if tags[-1:] != ["sectPr"] or len(list(package.body.iter(f"{W}sectPr"))) != 1:
        yield "the body does not end with its one section"
    yield from (f"a {tag} stands among the paragraphs" for tag in sorted({*tags} - {"p", "sectPr"}))
    for tag in ("tbl", "txbxContent", "drawing", "pict", "object"):
        if any(True for _ in package.body.iter(f"{W}{tag}")):
            yield f"the document holds a {tag}, which readers skip"


def order(package: Package) -> Iterator[str]:
    """Properties stand in the schema's order, each once: Word calls a file damaged over less."""
    for name, tree in package.trees.items():
        for tag, wanted in (("pPr", _PARAGRAPH_ORDER.split()), ("rPr", _RUN_ORDER.split())):
            for properties in tree.iter(f"{W}{tag}"):
                children = [str(child.tag).removeprefix(W) for child in properties]
                if unknown := set(children) - set(wanted):
                    yield f"{name}: {sorted(unknown)} in a {tag}"
                elif children != sorted(set(children), key=wanted.index):
                    yield f"{name}: {children} in a {tag} is not in order"


def paragraphs(package: Package) -> Iterator[str]:
    """Each has words, names its style first, and no look of its own."""
    for name, tree in package.stories():
        for paragraph in tree.iter(f"{W}p"):
            shown = f"{name}: the paragraph {words(paragraph)[:40]!r}"
            if not words(paragraph).strip(_PLAIN_SPACE):
                yield f"{shown} is empty"
            properties = paragraph.find(f"{W}pPr")
            said = [] if properties is None else [str(child.tag).removeprefix(W) for child in properties]
            if said[:1] != ["pStyle"]:
                yield f"{shown} names no style"
            yield from (f"{shown} has a {each} of its own" for each in said if each not in _OF_PARAGRAPHS)
            if properties is not None and paragraph.index(properties) != 0:
                yield f"{shown} begins with something else than its properties"


def runs(package: Package) -> Iterator[str]:
    """Each says something, keeps its spaces, and looks as a style says."""
    for name, tree in package.stories():
        for run in tree.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            said = [] if properties is None else [str(child.tag).removeprefix(W) for child in properties]
            yield from (f"{name}: a run has a {each} of its own" for each in said if each not in _OF_RUNS)
            fonts = (
                [] if properties is None else [dict(each.attrib) for each in properties.iter(f"{W}rFonts")]
            )
            if any(set(each) != {f"{W}hint"} for each in fonts):
                yield f"{name}: a run has fonts of its own"
            if not [child for child in run if child is not properties]:
                yield f"{name}: a run says nothing"
        for element in tree.iter(f"{W}t"):
            yield from (f"{name}: {fault}" for fault in _text(element))


def _text(element: etree._Element) -> Iterator[str]:
    text = element.text or ""
    if not text:
        yield "a text without characters"
    if any(character in text for character in "\t\r\n"):
        yield f"{text!r} holds white space that is an element in WordprocessingML"
    kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    if text != text.strip(_PLAIN_SPACE) and not kept:
        yield f"{text!r} would lose its spaces"


def styles(package: Package) -> Iterator[str]:
    """Each style once, one default of each type, and everything that names a style names one of its type."""
    every = list(package.tree(STYLES).iter(f"{W}style"))
    yield from (f"two styles with id {each}" for each in repeated([str(s.get(f"{W}styleId")) for s in every]))
    yield from (
        f"two styles called {each}" for each in repeated([str(value(s, "name")).lower() for s in every])
    )
    types = {style.get(f"{W}styleId"): style.get(f"{W}type") for style in every}
    defaults = [str(s.get(f"{W}type")) for s in every if s.get(f"{W}default") == "1"]
    yield from (f"two default styles for a {each}" for each in repeated(defaults))
    yield from (
        f"no default style for a {each}" for each in ("paragraph", "character") if each not in defaults
    )
    for style in every:
        for tag in ("basedOn", "next"):
            named = value(style, tag)
            if named is not None and types.get(named) != style.get(f"{W}type"):
                yield f"style {style.get(f'{W}styleId')} is {tag} {named}, which is {types.get(named, 'not defined')}"
    for name, tree in package.trees.items():
        for tag, wanted in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
            for element in tree.iter(f"{W}{tag}"):
                named = element.get(f"{W}val")
                if types.get(named) != wanted:
                    yield f"{name}: {tag} {named} is {types.get(named, 'not defined')}"
    yield from _circles(every)


def _circles(every: list[etree._Element]) -> Iterator[str]:
    bases = {style.get(f"{W}styleId"): value(style, "basedOn") for style in every}
    for start, base in bases.items():
        seen, at = {start}, base
        while at is not None and at not in seen:
            seen.add(at)
            at = bases.get(at)
        if at is not None:
            yield f"style {start} is based on itself"


def numbering(package: Package) -> Iterator[str]:
    """Each number used is defined with that level, and each defined is used; lists and their styles agree."""
    tree = package.tree(NUMBERING)
    abstract = [str(each.get(f"{W}abstractNumId")) for each in tree.iter(f"{W}abstractNum")]
    numbers = {str(each.get(f"{W}numId")): str(value(each, "abstractNumId")) for each in tree.iter(f"{W}num")}
    yield from (f"two abstract numberings {each}" for each in repeated(abstract))
    yield from (
        f"two numberings {each}" for each in repeated([str(n.get(f"{W}numId")) for n in tree.iter(f"{W}num")])
    )
    yield from (f"numbering {n} is of {a}, not defined" for n, a in numbers.items() if a not in abstract)
    yield from (f"no numbering is of {each}" for each in abstract if each not in numbers.values())
    levels = {
        (str(each.get(f"{W}abstractNumId")), str(level.get(f"{W}ilvl"))): value(level, "pStyle")
        for each in tree.iter(f"{W}abstractNum")
        for level in each.iter(f"{W}lvl")
    }
    used = set()
    for name in (DOCUMENT, STYLES):
        for properties in package.tree(name).iter(f"{W}numPr"):
            number, level = str(value(properties, "numId")), value(properties, "ilvl") or "0"
            used.add(number)
            if (numbers.get(number, ""), level) not in levels:
                yield f"{name}: level {level} of numbering {number} is not defined"
    yield from (f"nothing is numbered by {each}" for each in numbers if each not in used)
    for style in package.tree(STYLES).iter(f"{W}style"):
        for properties in style.iter(f"{W}numPr"):
            place = numbers.get(str(value(properties, "numId")), ""), value(properties, "ilvl") or "0"
            if levels.get(place) != style.get(f"{W}styleId"):
                yield f"style {style.get(f'{W}styleId')} and its numbering do not name each other"


def identifiers(package: Package) -> Iterator[str]:
    """What has an id of its own kind has it alone."""
    for name, tree in package.trees.items():
        for tag in ("bookmarkStart", "comment", "ins", "del", "footnote", "endnote"):
            found = [str(each.get(f"{W}id")) for each in tree.iter(f"{W}{tag}")]
            yield from (f"{name}: two of {tag} with id {each}" for each in repeated(found))


def settings(package: Package) -> Iterator[str]:
    """Word 2013's layout or later: without it Word shows "Compatibility Mode" in the title bar."""
    modes = [
        each.get(f"{W}val")
        for each in package.tree(SETTINGS).iter(f"{W}compatSetting")
        if each.get(f"{W}name") == "compatibilityMode"
    ]
    if modes != ["15"]:
        yield f"the compatibility mode is {modes}"


CHECKS = (structure, order, paragraphs, runs, styles, numbering, identifiers, settings)
