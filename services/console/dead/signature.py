"""Errors of one kind: the text without what differs from one message to the next. Pure."""

import re

GOT = re.compile(r"\(got .*?\)(?=;|$)|\(got .*$", re.DOTALL)
QUOTED = re.compile(r"(?<!\w)'(?:[^'\\]|\\.)*'(?!\w)|\"(?:[^\"\\]|\\.)*\"|“[^”]*”|‘[^’]*’|`[^`]*`", re.DOTALL)
CUT_QUOTE = re.compile(r"(?:(?<!\w)['\"]|[“‘])[^'\"”’]*$", re.DOTALL)
"""A quotation whose end was cut off with the error (`step.ERROR_LENGTH`)."""
ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
HEX = re.compile(r"\b(?:0x)?(?=[0-9a-f-]*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b", re.IGNORECASE)
NUMBERED = re.compile(r"\w*\d\w*")
RUN = re.compile(r"[-+]?#(?:[.,:/+-]*#)*")


def signature(error: str) -> str:
    """The error with values, quotations, addresses, ids and numbers folded: equal for errors of one kind.

    >>> signature("tags.3: Input should be a list (got 'a, b'); 2 more fields")
    'tags.#: Input should be a list (got …); # more fields'
    """
    text = GOT.sub("(got …)", error)
    text = QUOTED.sub("“…”", text)
    text = CUT_QUOTE.sub("“…”", text) if not text.endswith("“…”") else text
    for pattern, sign in ((ADDRESS, "URL"), (HEX, "#"), (NUMBERED, "#")):
        text = pattern.sub(sign, text)
    return " ".join(RUN.sub("#", text).split())
