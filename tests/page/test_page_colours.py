"""Contrast of the colours as the style sheet declares them, each pair that may meet, in light and dark."""

import re
from itertools import product
from pathlib import Path

import pytest

from services.gateway.page import static_files

FOLDER = Path(static_files.__file__).parent / "static"
CSS = "".join((FOLDER / name).read_text() for name in ("pressline.css", "pages.css"))
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--(\w+): light-dark\(#(\w{6}), #(\w{6})\);", CSS)
}
TEXT = ("ink", "soft", "accent", "good")
GROUNDS = ("paper", "tint")
MARKS = ("person", "place", "organisation", "other", "edge")
"""Colours of lines that mean something: 3 : 1 will do (WCAG 2.2, 1.4.11)."""


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read(scheme: int) -> None:
    pairs = [*product(TEXT, GROUNDS), ("ink", "found"), ("paper", "ink"), ("paper", "accent")]
    low = {
        pair: round(ratio, 2)
        for pair in pairs
        if (ratio := contrast(*(COLOURS[name][scheme] for name in pair))) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_marks_can_be_seen(scheme: int) -> None:
    low = {
        pair: round(ratio, 2)
        for pair in product(MARKS, GROUNDS)
        if (ratio := contrast(*(COLOURS[name][scheme] for name in pair))) < 3
    }
    assert low == {}


def test_every_colour_has_its_name() -> None:
    used = set(re.findall(r"var\(--(\w+)\)", CSS))
    assert set(COLOURS) <= used
    assert used - set(COLOURS) == {"serif", "sans", "mono", "gap", "margin"}
    body = CSS.partition("--serif")[2]
    assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", body)
