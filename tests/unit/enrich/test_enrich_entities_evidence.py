"""What the words of a name and its neighbours say against the model, in readings made by hand."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Entity
from services.enrich.entities.entities import name_entities
from services.enrich.entities.labels import decide, is_organisation, of_words
from services.enrich.nlp_model import AnnotatedText, Extent, Name

_MARKED = re.compile(r"\[([^|\]]+)\|([A-Z_]+)\]")


def read(marked: str) -> AnnotatedText:
    """A reading of one sentence, with the names of “[Dean Kamen|ORG] said” as the model's."""
    text, names, at = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        names.append(Name(len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        at = found.end()
    text += marked[at:]
    return AnnotatedText(text, [Extent(0, len(text))], [Extent(0, len(text))], names)


def entities(marked: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in name_entities(read(marked))}


def labels(marked: str) -> dict[str, str]:
    return {name: entity.label for name, entity in entities(marked).items()}


@pytest.mark.parametrize(
    ("marked", "name", "label"),
    [
        ("A deal with [Zukk Corp|PERSON] was near.", "Zukk Corp", "ORG"),
        ("He asked the [Ministry of Defence|GPE] about it.", "Ministry of Defence", "ORG"),
        ("She left for [Copenhagen|ORG] at noon.", "Copenhagen", "GPE"),
        ("Heavy rain fell in [Peru|PERSON] at noon.", "Peru", "GPE"),
        ("They crossed the [Marrow River|ORG] at noon.", "Marrow River", "LOC"),
        ("Planes left the [Tarvin Airport|PERSON] at noon.", "Tarvin Airport", "FAC"),
        ("News spread on [Twitter|PERSON] at noon.", "Twitter", "ORG"),
        ("Yesterday striker [Odo Zukk|ORG] left the club.", "Odo Zukk", "PERSON"),
        ("It helped [Odo Zukk|ORG], 43, to recover.", "Odo Zukk", "PERSON"),
        ("In the village of [Zukk|ORG] all was calm.", "Zukk", "ORG"),
        ("The carmaker [Zukk|ORG] rose.", "Zukk", "ORG"),
        ("A man of [Zukk|PERSON], Ohio, died. All of [Zukk|GPE] wept.", "Zukk", "GPE"),
        ("They met [Lauryn Hill|PERSON] there.", "Lauryn Hill", "PERSON"),
        ("The [Las Vegas Strip|GPE] shut.", "Las Vegas Strip", "GPE"),
        ("They saw “[State of the Union|WORK_OF_ART].”", "State of the Union", "WORK_OF_ART"),
        ("It was in the West Bank. [Odo Zukk|PERSON] left.", "Odo Zukk", "PERSON"),
        ("Prices of the [Zukk|GPE]-based firm fell.", "Zukk", "GPE"),
        ("Even so [Zukk|ORG] himself agreed.", "Zukk", "PERSON"),
        ("“It is over,” said [Zukk|ORG].", "Zukk", "PERSON"),
        ("The state of [N.Y.|ORG] sued.", "N.Y.", "GPE"),
        ("He saw the [Greeks|PERSON] there.", "Greeks", "NORP"),
    ],
)
def test_the_words_put_the_model_right(marked: str, name: str, label: str) -> None:
    assert labels(marked)[name] == label


def test_one_slip_of_the_model_does_not_count() -> None:
    found = labels("[Orbex|ORG] fell. Then [Orbex|PERSON] rose, and [Orbex|ORG] won.")
    assert found == {"Orbex": "ORG"}


def test_a_line_in_capitals_has_little_to_say() -> None:
    marked = "[ORBEX|PERSON] FALLS AGAIN ON MONDAY\n\nShares of [Orbex|ORG] fell."
    assert labels(marked) == {"Orbex": "ORG"}


@pytest.mark.parametrize(
    ("marked", "surfaces"),
    [
        ("It cost [Uber, Tesla and Spotify|ORG] much.", ["Uber", "Tesla", "Spotify"]),
        (
            "The [International Atomic Energy Agency (IAEA|ORG]) met.",
            ["International Atomic Energy Agency", "IAEA"],
        ),
        ("The [Harbour Club on Mill Street|ORG] shut.", ["Harbour Club", "Mill Street"]),
        ("The [Council on Foreign Relations|ORG] met.", ["Council on Foreign Relations"]),
        ("The [University of California at Berkeley|ORG] shut.", ["University of California at Berkeley"]),
        ("The [U.S.-Mexico border|LOC] shut.", ["U.S.", "Mexico"]),
        ("Roads in [northern Ontario|GPE] shut.", ["Ontario"]),
        ("It rained in [east Delhi|GPE] too.", ["Delhi"]),
        ("Then [Ms Zukk|GPE] spoke.", ["Zukk"]),
        ("They ate at [Macy|ORG]'s twice.", ["Macy's"]),
        ("The [pro-Zukk|PERSON] camp won.", ["Zukk"]),
        ("They beat [Fulham 4-3|ORG] there.", ["Fulham"]),
        ("Shares of [Johnson & Johnson|ORG] fell.", ["Johnson & Johnson"]),
        ("They ate at [McDonald’s|ORG] twice.", ["McDonald’s"]),
        ("[Naturally China|ORG] agreed.", ["China"]),
    ],
)
def test_mentions_are_cut_where_names_end(marked: str, surfaces: list[str]) -> None:
    found = [mention for entity in name_entities(read(marked)) for mention in entity.mentions]
    assert [mention.text for mention in sorted(found, key=lambda mention: mention.start)] == surfaces


@pytest.mark.parametrize(
    "marked",
    [
        "The [Government|ORG] met.",
        "It was [emoji|PERSON] day.",
        "In 300 [BC|ORG] it fell.",
        "The Minister for [Justice|ORG] spoke.",
        "A new [F9|PERSON] flew.",
        "They read the [Bible|WORK_OF_ART] there.",
    ],
)
def test_what_is_no_name_is_left_out(marked: str) -> None:
    assert labels(marked) == {}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Then President Odo Zukk arrived.", "Odo Zukk", "PERSON"),
        ("Then Mr. Zukk arrived.", "Zukk", "PERSON"),
        ("Then the Ministry of Health and Sport replied.", "Ministry of Health and Sport", "ORG"),
        ("Then the Marrow Trade Commission replied.", "Marrow Trade Commission", "ORG"),
        ("Then talks in Copenhagen failed.", "Copenhagen", "GPE"),
        ("Then a report by Reuters came.", "Reuters", "ORG"),
        ("Its regulator (ZKRB) replied.", "ZKRB", "ORG"),
    ],
)
def test_names_that_the_model_passed_over_are_found(text: str, name: str, label: str) -> None:
    assert labels(text) == {name: label}


@pytest.mark.parametrize(
    "text",
    [
        "On Monday it rained.",
        "This is OK.",
        "THE END OF THE ROAD",
        "The Long Way home",
        "Delegate Update: more soon",
    ],
)
def test_other_words_in_capitals_are_no_names(text: str) -> None:
    assert labels(text) == {}


@pytest.mark.parametrize(
    ("marked", "name", "surfaces"),
    [
        ("[Romelu Zukk|PERSON] won. Then [Zukk|GPE] left.", "Romelu Zukk", ["Romelu Zukk", "Zukk"]),
        (
            "[Zukk Motor Corp|ORG] won. Then [Zukk|PERSON] fell.",
            "Zukk Motor Corp",
            ["Zukk Motor Corp", "Zukk"],
        ),
        (
            "The [US State Department|ORG] spoke. The [State Department|ORG] was firm.",
            "US State Department",
            ["US State Department", "State Department"],
        ),
        (
            "The [Korean People's Army|ORG] fired. The [KPA|ORG] did not reply.",
            "Korean People's Army",
            ["Korean People's Army", "KPA"],
        ),
        (
            "The [Zukk Central Bureau|ORG] (ZUCB) met. [ZUCB|ORG] rules hold.",
            "Zukk Central Bureau",
            ["Zukk Central Bureau", "ZUCB", "ZUCB"],
        ),
        (
            "Shares in [Peru Zukkoil Group|ORG] rose. Zukkoil fell.",
            "Peru Zukkoil Group",
            ["Peru Zukkoil Group", "Zukkoil"],
        ),
        (
            "Number one [Odo|PERSON] Zukk beat [Ann Lee|PERSON]. Zukk won.",
            "Odo Zukk",
            ["Odo Zukk", "Zukk"],
        ),
        ("[North Korea|GPE] spoke. The [North|LOC] is firm.", "North Korea", ["North Korea", "North"]),
        (
            "Then Pope [Francis|PERSON] spoke, and [Francis|PERSON] left.",
            "Pope Francis",
            ["Francis", "Francis"],
        ),
        ("[Odo Zukk|PERSON] won.\n\nODO ZUKK WINS AGAIN", "Odo Zukk", ["Odo Zukk", "ODO ZUKK"]),
        ("The [World Health Organization|ORG] (WHO) met, who knows why.", "World Health Organization", None),
    ],
)
def test_short_names_belong_to_the_long(marked: str, name: str, surfaces: list[str] | None) -> None:
    entity = entities(marked)[name]
    assert [mention.text for mention in entity.mentions] == (surfaces or ["World Health Organization", "WHO"])


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        (
            "[Andy Zukk|PERSON] died. The [Andy Zukk Foundation|ORG] met.",
            {"Andy Zukk", "Andy Zukk Foundation"},
        ),
        ("The [Zukk State Department|ORG] met. He was Secretary of State.", {"Zukk State Department"}),
        ("The [Orbex Rights Council|ORG] met. Rights hold.", {"Orbex Rights Council"}),
        ("[Leeds United|PERSON] met [Anna United|PERSON].", {"Leeds United", "Anna United"}),
        ("[Japan|GPE] shut. [Japan Airlines|ORG] fell.", {"Japan", "Japan Airlines"}),
        ("The [White House|ORG] spoke to [Ann House|PERSON].", {"White House", "Ann House"}),
    ],
)
def test_who_shares_a_name_stays_apart(marked: str, names: set[str]) -> None:
    assert entities(marked).keys() == names


def test_of_two_namesakes_the_one_named_in_the_paragraph_is_meant() -> None:
    marked = (
        "[Bill Zukk|PERSON] spoke. [Bill Zukk|PERSON] left."
        "\n\n[Kate Zukk|PERSON] came. Then [Zukk|PERSON] sang.\n\nLater [Zukk|PERSON] slept."
    )
    found = {name: len(entity.mentions) for name, entity in entities(marked).items()}
    assert found == {"Bill Zukk": 3, "Kate Zukk": 2}


def test_evidence_against_everything_leaves_no_label() -> None:
    assert decide({"PERSON": 1.0}, {"PERSON": -2.0}, "Zukk") == ""


def test_a_tie_is_always_won_by_the_same() -> None:
    assert decide({"LAW": 1.0, "EVENT": 1.0}, {}, "Zukk") == "LAW"
    assert decide({"EVENT": 1.0, "LAW": 1.0}, {}, "Zukk") == "EVENT"


def test_a_people_is_no_person() -> None:
    assert decide({"NORP": 1.0}, {}, "Sunni Muslims") == "NORP"


def test_the_head_of_a_name_may_stand_inside_it() -> None:
    assert is_organisation(["World", "Affairs", "Council", "of", "Orange", "County"])
    assert of_words("Orange County") == {"GPE": 1.2}


_PIECES = st.sampled_from(
    [
        "Zukk",
        "Ann",
        " ",
        "  ",
        ", ",
        " and ",
        "(",
        ")",
        "’s",
        "'",
        ".",
        "-",
        "\n\n",
        "Mr. ",
        "the ",
        "of ",
        "IAEA",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=30).map("".join), st.data())
def test_any_text_and_any_slips_of_the_model(text: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=10)))
    label = st.sampled_from(["PERSON", "ORG", "GPE", "NORP", "WORK_OF_ART", "DATE"])
    names = [Name(a, b, data.draw(label)) for a, b in zip(bounds[::2], bounds[1::2], strict=False) if a < b]
    reading = AnnotatedText(text, [Extent(0, len(text))], [Extent(0, len(text))], names)
    found = name_entities(reading)
    spans = sorted((mention.start, mention.end) for entity in found for mention in entity.mentions)
    assert all(text[m.start : m.end] == m.text for entity in found for m in entity.mentions)
    assert all(start < end for start, end in spans)
    assert all(spans[i][1] <= spans[i + 1][0] for i in range(len(spans) - 1))
    assert all(entity.label and entity.name for entity in found)
