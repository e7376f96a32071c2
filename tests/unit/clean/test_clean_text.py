"""Characters and paragraphs: what a text is after its repair, before anybody reads it."""

import pytest

from services.clean.characters import one_line, tidy
from services.clean.lines.paragraphs import split


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("“Curly” ‘quotes’ stay – so do dashes…", "“Curly” ‘quotes’ stay – so do dashes…"),
        ("It’s a café".encode().decode("windows-1252"), "It’s a café"),
        ("fine line\nIt’s\nfine".encode().decode("windows-1252"), "fine line\nIt’s\nfine"),
        ("cafe\u0301", "café"),
        ("N\0U\0L\0", "NUL"),
        ("bell\a and \x1b[31mred\x1b[0m", "bell and red"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("AT&amp;T &mdash; 5 &lt; 6", "AT&T — 5 < 6"),
        ("soft\u00adhyphen, zero\u200bwidth, \ufeffmark", "softhyphen, zerowidth, mark"),
        ("hyphen\u00ad\n   ated", "hyphenated"),
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("全角、ＡＢＣ。", "全角、ＡＢＣ。"),
    ],
)
def test_tidy(raw: str, tidied: str) -> None:
    assert tidy(raw) == tidied


def test_one_line_has_single_spaces() -> None:
    assert one_line("  a\u00a0\u00a0b \t c\n\nd\u3000e ") == "a b c d e"


def test_blank_line_ends_a_paragraph() -> None:
    assert split("One.\n \n\n\n  Two.\n\u00a0\nThree.") == ["One.", "Two.", "Three."]


def test_one_paragraph_a_line() -> None:
    assert split("The minister said so.\nThe opposition did not.\nNobody asked.") == [
        "The minister said so.",
        "The opposition did not.",
        "Nobody asked.",
    ]


WRAPPED = """\
The minister said on Monday that the talks would go on until the end of
the week, and that nobody should expect an agreement before then. She
spoke to reporters in the old town hall.

A second paragraph, wrapped at the same column as the first one, has a
trade-
related word that was cut at its hyphen, and a list:
- one thing
- another thing
"""


def test_hard_wrapped_lines_are_joined() -> None:
    assert split(WRAPPED) == [
        "The minister said on Monday that the talks would go on until the end of the week, and that nobody "
        "should expect an agreement before then. She spoke to reporters in the old town hall.",
        "A second paragraph, wrapped at the same column as the first one, has a trade-related word that was "
        "cut at its hyphen, and a list:",
        "- one thing",
        "- another thing",
    ]


def test_indent_begins_a_paragraph_of_wrapped_text() -> None:
    text = (
        "   The minister said on Monday that the talks would go on until the end\n"
        "of the week, and that nobody should expect an agreement before then, ok.\n"
        "   She spoke to reporters in the old town hall, where the talks had been\n"
        "moved at short notice.\n"
    )
    assert [paragraph.split()[0] for paragraph in split(text)] == ["The", "She"]


def test_menu_in_small_letters_is_not_wrapped_text() -> None:
    assert split("home\nnews\nsport\nweather") == ["home", "news", "sport", "weather"]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("govern-\nment", "government"),
        ("trade-\nrelated", "trade-related"),
        ("long-\nterm", "long-term"),
        ("self-\nstyled", "self-styled"),
        ("Anglo-\nAmerican", "Anglo-American"),
        ("20-\nyear", "20-year"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("water-\ncourse", "water-course"),  # the text has both words
        ("Tal-\nsperre", "Talsperre"),
        ("re-\nsign", "re-sign"),  # the text has it so elsewhere
    ],
)
def test_word_cut_at_the_end_of_a_line(cut: str, whole: str) -> None:
    left, right = cut.split("\n")
    filler = "and the water went on its course as he said he would re-sign it to"
    text = f"{filler} the\n{filler} his\n{filler[: 68 - len(left)]} {left}\n{right} {filler}\n{filler} end."

    assert f" {whole} " in split(text)[0]


def test_double_spaced_wrapped_lines_are_joined() -> None:
    first, second = WRAPPED.split("\n\n")
    doubled = "\n\n\n".join("\n\n".join(part.split("\n")) for part in (first, first))

    assert split(doubled) == [" ".join(first.split())] * 2
    assert len(split("\n\n".join(second.splitlines()))) == 3


def test_menu_beside_wrapped_text_stays_apart() -> None:
    menu = ["Home", "News", "Sport", "Weather", "my account", "log in", "subscribe"]

    assert split("\n".join(menu) + "\n\n" + WRAPPED) == [*menu, *split(WRAPPED)]


def test_one_sentence_a_line_stays_as_it_is() -> None:
    lines = [
        "The dam is safe, she said.",
        "Nobody believed her.",
        "By Tuesday the villages along the river were empty.",
    ]

    assert split("\n".join(lines)) == lines
