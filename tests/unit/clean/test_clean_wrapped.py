"""Wire copy wrapped at a column, also where it is too short for shares of lines to say much."""

from textwrap import wrap

import pytest

from services.clean.lines.paragraphs import split

STORY = [
    "The Tarrow mill, the last of eleven in the valley, will close in June, its owner said on Thursday, "
    "after orders from the railways fell by half within two years.",
    "Some 140 people work there. The union said that it would ask the ministry for a meeting.",
    "Norland Textiles bought the mill in 1998 from the founding family, and it has not made a profit since "
    "the loan for its new looms fell due.",
]
WIDTHS = (64, 68, 72, 76)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_short_story(width: int, count: int) -> None:
    story = STORY[:count]
    for indent, between in (("", "\n\n"), ("   ", "\n"), ("    ", "\n\n")):
        lines = ["\n".join(wrap(one, width, initial_indent=indent)) for one in story]
        assert split(between.join(lines)) == story


@pytest.mark.parametrize("width", WIDTHS)
def test_headline_above_and_signature_below_stay_alone(width: int) -> None:
    wrapped = ["\n".join(wrap(one, width)) for one in STORY]
    text = "\n\n".join(
        ["Last mill in the valley to close", "TARROW, March 3 (Reuters) -", *wrapped, "(Reuters)"]
    )
    assert split(text) == [
        "Last mill in the valley to close",
        "TARROW, March 3 (Reuters) -",
        *STORY,
        "(Reuters)",
    ]


def test_short_last_line_ends_a_paragraph_without_blank_line() -> None:
    text = "\n".join(line for one in STORY[:2] for line in wrap(one, 72))
    assert split(text) == STORY[:2]


def test_one_sentence_on_two_lines() -> None:
    first = "A bridge over the Orla was closed on Monday after an inspector found"
    assert split(f"{first}\nthat two of its cables had rusted through.") == [
        f"{first} that two of its cables had rusted through."
    ]


def test_dash_inside_a_sentence_is_no_list_mark() -> None:
    text = (
        "The minister opened on Wednesday another bridge in need of repair\n"
        "– this one close to the capital – and said that the plan for the\n"
        "roads would go to parliament in May."
    )
    assert split(text) == [text.replace("\n", " ")]


@pytest.mark.parametrize(
    "lines",
    [
        # verse, a list, a table, headlines, names, sentences a line, a title above a sentence
        [
            "the river went down to the sea and sang,",
            "and the sea went up to the sky,",
            "and nobody asked why.",
        ],
        ["- bread, flour and whatever else the shops had left on Friday", "- milk for the children"],
        ["Penrhos 21 13 4 4 43", "Colne Valley 21 12 6 3 42", "Tarrow 21 10 5 6 35"],
        [
            "Council Approves Budget for New Library After a Long Debate",
            "Bridge Over the Orla Closed for Repairs",
        ],
        ["Ann Lee, Tarrow Valley Post", "Bo Carlsen, Norland Broadcasting Service"],
        [
            "The bridge over the Orla was closed on Monday, the police said.",
            "It will open again in the autumn.",
        ],
        [
            "Council closes the last mill after a long and bitter debate",
            "The leader of the council spoke of a loss.",
        ],
    ],
)
def test_what_no_column_has_wrapped(lines: list[str]) -> None:
    assert split("\n".join(lines)) == lines
