"""Decodes a page that comes as bytes: what it is called is often wrong, what it holds is not."""

import codecs
import re

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

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
PAGES_USE = ("cp", "iso", "koi8", "gb", "big5", "euc", "shift", "mac", "hz", "tis")
"""How Python's names of the WHATWG's encodings begin, without the UTFs; others are no charsets (base64),
or would have shown by their marks."""
SEVEN_BITS = ("iso2022_jp", "hz")
"""Encodings in which any letters look like ASCII."""


def decode_page(data: bytes, content_type: str | None = None) -> str:
    """The page's characters; bytes that are none in its encoding become U+FFFD.

    In this order: the byte order mark; UTF-8 where the bytes fit, a torn end or two allowed, since those of
    another encoding almost never do; the header's charset (`content_type` is the value of that header),
    then the one in the page's meta tags, both by the WHATWG's labels; a guess by the bytes.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    called = http_content_type_encoding(content_type) or html_body_declared_encoding(data)
    if called not in SEVEN_BITS and _is_utf_8(data):
        return data.decode(errors="replace")
    if called is None or not called.startswith(PAGES_USE):
        called = _guess(data)
    return data.decode(called, errors="replace")


def _is_utf_8(data: bytes) -> bool:
    """Whether all is UTF-8, or few enough of the characters that are not ASCII are broken."""
    try:
        data.decode()
        return True
    except UnicodeDecodeError:
        text = data.decode(errors="replace").rstrip("\ufffd")  # a torn end
    foreign = len(text) - len(text.encode("ascii", errors="ignore"))
    return text.count("\ufffd") <= BROKEN_SHARE * foreign


def _guess(data: bytes) -> str:
    sample = TAG.sub(b" ", data[:SAMPLE])
    foreign = len(sample) - len(sample.decode("ascii", errors="ignore"))
    best = from_bytes(sample).best() if foreign > FOREIGN_SHARE * len(sample) else None
    return best.encoding if best else "cp1252"
