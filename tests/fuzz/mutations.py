"""Seeded mutations of a message: of its bytes, and of the JSON that it is.

What a generator (hypothesis) makes up is mostly refused at the first field; a real message of which one or
two things are wrong gets deep into a stage.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from services.chassis.kafka import MAX_MESSAGE

MOST = 4
"""Mutations of one message."""
SMALL = 2000
"""Characters of JSON of what may be there thousands of times: no topic takes a message over 32 MiB."""
HOLE = "@@HOLE@@"
"""Stands where text that `json` would not write goes in."""

STRINGS = (
    "",
    " ",
    "\x00",
    "\ud800",
    "\udfff\ud800",
    "\ufeff",
    "\u202e\u2066",
    "a\u0300\u0301\u0302",
    "\U0010ffff",
    "🏴\U000e0067\U000e0062",
    "ﷺ" * 20,
    "İıſK",
    "\x1b[2J",
    "\r\n\r\n\x0b\x0c\x85\u2028\u2029",
    "NaN",
    "null",
    "-0",
    "' OR 1=1 --",
    '" NEAR(* OR) AND "',
    "{{7*7}}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%00%ff",
)
TIMES = (
    "0000-00-00",
    "0001-01-01T00:00:00Z",
    "1599-12-31T23:59:59Z",
    "1600-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999-23:59",
    "9999-12-31T23:59:59Z",
    "2018-02-30",
    "2018-07-15T24:00:00Z",
    "2018-07-15T10:00:60Z",
    "2018-W29-7",
    "20180715T100000",
    "2018-07-15T10:00:00+99:99",
    "1531648800",
    "2018-07-15T10:00:00+00:00:00.000001",
)
URLS = (
    "http://",
    "https://[::1",
    "https://[::1]:99999/",
    "https://example.com:0/",
    "https://" + "a." * 300 + "com/",
    "https://xn--a/",
    "https://ex\u00adample.com/%zz?a=%&b#",
    "https://user:pass@example.com/x",
    "javascript:alert(1)",
    "https://例え.テスト/路径?q=\ud800",
    "http://0x7f.1/",
    "https://example.com/" + "../" * 200,
    "https://example.com/?" + "a=1&" * 500,
)
NUMBERS: tuple[Any, ...] = (0, -1, 1, 2**31, 2**63, -(2**63) - 1, 2**64, 10**400, 0.1, -0.0, 1e308, 5e-324)
NOT_JSON = (
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999999",
    "-1e999999",
    "0" * 50,
    "1" * 5000,
    "nan",
    "tru",
    "+1",
    "'",
)
"""What JSON has not, or not every reader takes."""
IN_TEXT = (
    "<p>", "</div>", "<!--", "-->", "<plaintext>", "<script type=\"application/ld+json\">", "</script>",
    "<![CDATA[", "&#0;", "&#xD800;", "&", "<table><tr><td>", "<base href=\"", "<meta charset=utf-7>",
    "<svg><title>", "\x00", "LONDON (Reuters) - ", "By Jane Roe", "“", "”", "\"", "‘", "said", "Mr.",
    "July 15", "2018-07-15", "31 Feb. 2024", "yesterday", "New York", "Paris, Texas", "U.S.", "©", "\n",
    "\n\n", "\r", "\t", "\u00a0", "\u200b", "\u00ad", "…", "—", "(", ")", "[", "{", "\\", "https://t.co/x",
    "@", "#", "İ", "ß", "ﬁ", "\U0001d400", "東京", "القدس", "1,000,000", "½", "١٢", "٪", "Ⅷ",
)  # fmt: skip


def mutated(rng: Random, message: bytes, other: bytes, giant: int) -> bytes | None:
    """A message with one to four things wrong; None, a tombstone, now and then.

    Pieces of `other` may come in; `giant` is how long, in characters, a blown-up text gets.
    """
    kind = rng.random()
    if kind < 0.005:
        return None
    if kind < 0.85:
        message = _of_json(rng, message, giant)
    if kind >= 0.82:
        for _ in range(rng.randint(1, MOST)):
            message = rng.choice(_OF_BYTES)(rng, message, other)
    return message[:MAX_MESSAGE]


def _flip(rng: Random, value: bytes, other: bytes) -> bytes:
    if not value:
        return value
    place = rng.randrange(len(value))
    return value[:place] + bytes([value[place] ^ 1 << rng.randrange(8)]) + value[place + 1 :]


def _truncate(rng: Random, value: bytes, other: bytes) -> bytes:
    return value[: rng.randint(0, len(value))]


def _insert(rng: Random, value: bytes, other: bytes) -> bytes:
    place = rng.randint(0, len(value))
    odd = (
        b"\x00",
        b"\xff\xfe",
        b"\xc3\x28",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xef\xbb\xbf",
        b"\\ud800",
        b"\\u0000",
        b'"',
    )
    return value[:place] + rng.choice([*odd, rng.randbytes(rng.randint(1, 16))]) + value[place:]


def _cut_out(rng: Random, value: bytes, other: bytes) -> bytes:
    start = rng.randint(0, len(value))
    return value[:start] + value[start + rng.randint(1, 64) :]


def _repeat(rng: Random, value: bytes, other: bytes) -> bytes:
    start = rng.randint(0, len(value))
    piece = value[start : start + rng.randint(1, 200)]
    return value[:start] + piece * rng.choice((2, 3, 100)) + value[start:]


def _splice(rng: Random, value: bytes, other: bytes) -> bytes:
    return value[: rng.randint(0, len(value))] + other[rng.randint(0, len(other)) :]


_OF_BYTES: tuple[Callable[[Random, bytes, bytes], bytes], ...] = (
    _flip,
    _flip,
    _truncate,
    _insert,
    _insert,
    _cut_out,
    _repeat,
    _splice,
)


def _of_json(rng: Random, message: bytes, giant: int) -> bytes:
    document = json.loads(message)
    filling = ""
    for _ in range(rng.choice((1, 1, 1, 1, 1, 2, 2, 3, MOST))):
        places = list(_places(document))
        holder, key = rng.choice(places)
        what = rng.random()
        if what < 0.72 and isinstance(holder[key], str):
            holder[key] = _of_text(rng, holder[key], giant)
        elif what < 0.84:
            holder[key] = _another(rng, holder[key], giant)
        elif what < 0.88:
            filling = filling or _not_json(rng)
            holder[key] = HOLE
        elif what < 0.94 and isinstance(holder, dict):
            holder[
                rng.choice([*STRINGS, *holder, "content", "text", "retracted", "__proto__", "article_id"])
            ] = holder[key]
        elif isinstance(holder, dict):
            del holder[key]
            if not document:
                break
        else:
            if len(json.dumps(holder[-1:])) < SMALL:
                holder += holder[-1:] * rng.choice((1, 10, 2000))
            break  # they are one object: what is blown up in one is in all
    text = json.dumps(document, ensure_ascii=rng.random() < 0.7)
    if rng.random() < 0.05 and isinstance(document, dict) and document:
        name = rng.choice([*document])
        twice = f"{json.dumps(name)}: " + rng.choice(("null", "1", "[]", "{}", '""', "true"))
        text = f"{{{twice}, {text[1:]}" if rng.random() < 0.5 else f"{text[:-1]}, {twice}}}"
    # half characters can stand in a Python text and in no UTF-8: as a hostile producer would write them
    return text.replace(f'"{HOLE}"', filling).encode("utf-8", "surrogatepass")


def _places(document: Any) -> Any:
    """Every holder and key of a value in it."""
    if isinstance(document, dict | list):
        items = document.items() if isinstance(document, dict) else enumerate(document)
        for key, value in list(items)[:200]:
            yield document, key
            yield from _places(value)


def _not_json(rng: Random) -> str:
    if rng.random() < 0.3:
        depth = rng.choice((10, 250, 5000, 100_000))
        opening, closing = rng.choice((("[", "]"), ('{"a":', "}")))
        return opening * depth + "1" + closing * rng.choice((depth, depth - 1, 0))
    return rng.choice(NOT_JSON)


def _another(rng: Random, value: Any, giant: int) -> Any:
    """A value of another type, or an odd one of the same."""
    return rng.choice(
        (
            None,
            rng.random() < 0.5,
            rng.choice(NUMBERS),
            rng.choice(STRINGS),
            rng.choice(TIMES),
            rng.choice(URLS),
            [value] * rng.choice((0, 1, 3)),
            [rng.choice(STRINGS)] * rng.choice((1, 100, 1001)),
            {rng.choice(STRINGS): value},
            {},
            rng.choice(STRINGS) * rng.randint(1, 1500),
            str(value)[:giant],
        )
    )


def _of_text(rng: Random, text: str, giant: int) -> str:
    """The same text with something odd in it."""
    what = rng.random()
    start = rng.randint(0, len(text))
    end = rng.randint(start, min(len(text), start + 200))
    if what < 0.02:
        return (text[start:end] or rng.choice(STRINGS) or "x") * rng.randint(
            1, 1 + giant // max(1, end - start or 1)
        )
    if what < 0.60:
        for _ in range(rng.choice((1, 1, 2, 8))):
            place = rng.randint(0, len(text))
            text = text[:place] + rng.choice(IN_TEXT if rng.random() < 0.8 else STRINGS) + text[place:]
        return text[:giant]
    if 0.85 <= what < 0.90:
        return text[start:] + text[:start]
    piece = text[start:end]
    if what < 0.70:
        piece = ""
    elif what < 0.80:
        piece *= rng.choice((2, 5, 50))
    elif what < 0.85:
        piece = piece.swapcase()
    else:
        piece = "".join(chr(rng.choice((rng.randrange(0xD800), rng.randrange(256)))) for _ in range(8))
    text = text[:start] + piece + text[end:]
    return text[:giant] if 0.70 <= what < 0.80 else text
