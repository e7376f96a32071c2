"""Decodes a page that comes as bytes: what it is called is often wrong, what it holds is not."""

import codecs
import re

from charset_normalizer import from_bytes
from w3lib.encoding import html_to_unicode

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""In this order: UTF-32's begins with UTF-16's."""
FOREIGN_SHARE = 0.05
"""Of a text's bytes: with fewer that are not ASCII it is in a language of western Europe, whose pages
are windows-1252 where they don't say (the HTML standard's fallback); 3 % in German, 4 in French."""
MARKS = tuple(mark for mark, _ in BOMS)
SAMPLE = 64 * 1024
"""Bytes of a page without any declaration that are looked at to guess its encoding (some 50 ms)."""
TAG = re.compile(rb"<[^<>]*>")
BROKEN_SHARE = 0.5
"""Of the characters that are not ASCII: in a page of another encoding nearly all are no UTF-8."""
ESCAPE = b"\x1b"
"""What ISO-2022-JP, seven bits like ASCII, switches its letters with."""


def decode_page(data: bytes, content_type: str | None = None) -> str:
    """The page's characters; bytes that are none in its encoding become U+FFFD.

    In this order: the byte order mark; UTF-8 where the bytes fit, a torn end or two allowed, since those of
    another encoding almost never do; the header's charset (`content_type` is the value of that header),
    then the one in the page's meta tags, both by the WHATWG's labels; a guess by the bytes.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if ESCAPE not in data and _is_utf_8(text := data.decode(errors="replace")):
        return text
    _, text = html_to_unicode(content_type, data, auto_detect_fun=_guess)
    # called UTF-8, and it is not
    return data.decode(_guess(data), errors="replace") if not _is_utf_8(text) else text


def _is_utf_8(text: str) -> bool:
    """Whether few enough of the characters that are not ASCII are replacement characters."""
    foreign = len(text) - len(text.encode("ascii", errors="ignore"))
    return text.count("\ufffd") <= BROKEN_SHARE * foreign


def _guess(data: bytes) -> str:
    sample = TAG.sub(b" ", data[:SAMPLE])
    foreign = len(sample) - len(sample.decode("ascii", errors="ignore"))
    best = from_bytes(sample).best() if foreign > FOREIGN_SHARE * len(sample) else None
    return best.encoding if best else "cp1252"
