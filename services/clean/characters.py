"""Repairs the characters of a text before anybody reads its lines: encodings, Unicode, controls."""

import re
import unicodedata

from ftfy import TextFixerConfig, fix_encoding, fix_text_segment

# curly quotes and full-width CJK characters are the author's typography, not damage
REPAIRS = TextFixerConfig(
    uncurl_quotes=False,
    fix_character_width=False,
    fix_encoding=False,
    unescape_html=True,
    normalization=None,
    explain=False,
)
MOJIBAKE = TextFixerConfig(explain=False)

MENDED = 1_000_000
"""Characters in which mojibake is looked for: that takes 2 s a million, and no article is longer."""

MARKS = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
TOO_MANY_MARKS = re.compile(f"([{re.escape(MARKS)}]{{30}})[{re.escape(MARKS)}]+")
"""Above the 30 marks on one letter of UAX #15's Stream-Safe Text Format, NFC takes quadratic time."""

BROKEN_WORD = re.compile("\u00ad\n[ \t]*")
VANISHING = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
)
"""Soft hyphen, zero-width space, word joiner, byte order mark, and the marks that only turn the direction of
writing: unseen, but they split words and hide a dateline."""
LINE_BREAKS = dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")

CONTROLS = "".join(chr(code) for code in range(1, 32) if chr(code) not in "\t\n\v\f\r\x1b")
JUNK_SHARE = 0.05
LOOKED_AT = 100_000


def tidy(text: str) -> str:
    """The same text with its encoding repaired, in NFC, without control characters; lines stay lines.

    By ftfy (mojibake, entities, controls, surrogates), with curly quotes kept.
    """
    if not text.isascii():
        lines = text[:MENDED].split("\n")
        mended = "\n".join(line if line.isascii() else fix_encoding(line, MOJIBAKE) for line in lines)
        text = mended + text[MENDED:]
    text = fix_text_segment(text.replace("\r\n", "\n").translate(LINE_BREAKS), REPAIRS)
    text = BROKEN_WORD.sub("", text).translate(VANISHING)
    return unicodedata.normalize("NFC", TOO_MANY_MARKS.sub(r"\1", text))


def one_line(text: str) -> str:
    """The text on one line: repaired, every run of spaces (no-break ones too) one space."""
    return " ".join(tidy(text).split())


def is_binary(raw: str) -> bool:
    """Whether more than 5% of the characters are ones that no text has: controls, replacement characters.

    The first 100,000 tell. NUL does not count: it is what UTF-16 read as bytes is full of, and taking it out
    mends that.
    """
    start = raw[:LOOKED_AT]
    junk = sum(map(start.count, CONTROLS)) + start.count("\ufffd")
    return junk > JUNK_SHARE * max(1, len(start) - start.count("\0"))
