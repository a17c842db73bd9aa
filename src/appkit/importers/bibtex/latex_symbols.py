r"""What LaTeX commands print, by their names without the backslash.

Of the standard classes, ``textcomp``, ``amssymb`` and what people write in bibliographies. Names are LaTeX's,
characters Unicode's.
"""

from __future__ import annotations

from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Accents by the character behind the backslash, and those that letters name, as combining characters.
ACCENTS: Final[dict[str, str]] = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
}
LETTER_ACCENTS: Final[dict[str, str]] = {
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
    "r": "\u030a",
    "t": "\u0361",
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "acute": "\u0301",
    "grave": "\u0300",
    "check": "\u030c",
    "breve": "\u0306",
}

LIGATURES: Final[dict[str, str]] = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡"}

# Control symbols and commands that are white space or nothing.
SPACES: Final[dict[str, str]] = {
    " ": " ",
    "\n": " ",
    "\t": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    "!": "",
    "/": "",
    "-": "",
    "\\": " ",
    "quad": " ",
    "qquad": " ",
    "newline": " ",
    "linebreak": " ",
    "par": " ",
    "space": " ",
    "thinspace": " ",
    "enspace": " ",
}

# Commands that set their argument in another font or box, and so say nothing but the argument.
TRANSPARENT: Final = _names(
    """
    textbf textit textsl textsc textrm textsf texttt textup textmd textnormal textlf emph text mbox hbox
    fbox underline uline mathrm mathit mathbf mathsf mathtt mathnormal mathcal mathscr mathfrak
    boldsymbol bm pmb operatorname ensuremath NoCaseChange
    """
)

# Switches of font and size, and what only matters to a typesetter.
DROPPED: Final = _names(
    """
    em it bf rm sf tt sc sl itshape slshape scshape upshape bfseries mdseries rmfamily sffamily ttfamily
    normalfont cal small footnotesize scriptsize tiny large Large normalsize displaystyle textstyle
    scriptstyle relax protect left right big Big bigl bigr limits nolimits noindent nobreak allowbreak
    unskip ignorespaces
    """
)

# Operators of mathematics that are set as their names.
OPERATORS: Final = _names(
    """
    log ln lg exp sin cos tan cot arcsin arccos arctan sinh cosh tanh min max sup inf lim limsup liminf
    arg det dim ker deg gcd hom Pr sec csc coth
    """
)

BLACKBOARD: Final[dict[str, str]] = dict(zip("CEHNPQRZ", "ℂ𝔼ℍℕℙℚℝℤ", strict=True))
SUPERSCRIPTS: Final[dict[str, str]] = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
SUBSCRIPTS: Final[dict[str, str]] = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))

_LETTERS = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ",
    "TH": "Þ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ",
    "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "textmu": "µ", "ell": "ℓ",
    "hbar": "ℏ",
}  # fmt: skip

_PUNCTUATION = {
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "'", "textquotedbl": '"',
    "lq": "‘", "rq": "’", "quotesinglbase": "‚", "quotedblbase": "„", "guillemotleft": "«",
    "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "guilsinglleft": "‹",
    "guilsinglright": "›", "dots": "…", "ldots": "…", "cdots": "⋯", "textellipsis": "…",
    "textbackslash": "\\", "backslash": "\\", "textasciitilde": "~", "textasciicircum": "^",
    "textasciigrave": "`", "textbar": "|", "textless": "<", "textgreater": ">", "textunderscore": "_",
    "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}", "textdollar": "$",
    "textsterling": "£", "pounds": "£", "texteuro": "€", "euro": "€", "textyen": "¥", "textcent": "¢",
    "S": "§", "textsection": "§", "P": "¶", "textparagraph": "¶", "copyright": "©", "textcopyright": "©",
    "textregistered": "®", "texttrademark": "™", "textdegree": "°", "degree": "°", "textordfeminine": "ª",
    "textordmasculine": "º", "textexclamdown": "¡", "textquestiondown": "¿", "textbullet": "•",
    "textperiodcentered": "·", "textasteriskcentered": "∗", "dag": "†", "ddag": "‡", "dagger": "†",
    "ddagger": "‡", "textdagger": "†", "slash": "/", "textonehalf": "½", "TeX": "TeX", "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX",
}  # fmt: skip

_MATHEMATICS = {
    "times": "×", "div": "÷", "pm": "±", "mp": "∓", "cdot": "·", "ast": "∗", "star": "⋆", "circ": "∘",
    "bullet": "•", "le": "≤", "leq": "≤", "leqslant": "⩽", "ge": "≥", "geq": "≥", "geqslant": "⩾", "ne": "≠",
    "neq": "≠", "ll": "≪", "gg": "≫", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡",
    "propto": "∝", "to": "→", "rightarrow": "→", "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
    "Leftarrow": "⇐", "Leftrightarrow": "⇔", "longrightarrow": "⟶", "mapsto": "↦", "uparrow": "↑",
    "downarrow": "↓", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫",
    "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇",
    "cup": "∪", "cap": "∩", "setminus": "∖", "emptyset": "∅", "varnothing": "∅", "forall": "∀",
    "exists": "∃", "neg": "¬", "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "oplus": "⊕",
    "otimes": "⊗", "perp": "⊥", "parallel": "∥", "mid": "∣", "vert": "|", "Vert": "‖", "langle": "⟨",
    "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "prime": "′", "angle": "∠",
    "triangle": "△", "square": "□", "diamond": "⋄", "dagger": "†", "aleph": "ℵ", "Re": "ℜ", "Im": "ℑ",
    "top": "⊤", "bot": "⊥", "colon": ":", "checkmark": "✓", "ldotp": ".", "lbrack": "[", "rbrack": "]",
}  # fmt: skip

SYMBOLS: Final[dict[str, str]] = _LETTERS | _GREEK | _PUNCTUATION | _MATHEMATICS
