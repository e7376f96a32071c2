"""Marked text: tags nest, nothing is lost, and nothing in a text is a tag."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import DateMention, Entity, Mention, Quote
from services.gateway.page.article_marks import marked_text, spoken_date
from services.gateway.page.marking import Mark, mark_up, paragraphs
from tests.unit.store.made import article

TAGS = ("a", "span", "mark", "q")


class Reading(HTMLParser):
    """The text of some HTML and its elements; says where tags don't nest or links stand in links."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and "a" in self.open), "a link in a link"
        assert not (tag == "p" and self.open), "a paragraph within something"
        self.open.append(tag)
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


# what the parser itself would change: surrogates can't be, a carriage return reads as a line feed
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=80)
ODD = st.sampled_from(
    ["<script>alert(1)</script>", "a & b &amp; c", "\"<b>'", "\n\n", "\n\n\n\n", "e\u0301🗞️", "שלום"]
)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = "".join(draw(st.lists(st.one_of(TEXT, ODD), max_size=6)))
    ends = st.integers(-3, len(text) + 3)
    marks = st.builds(
        Mark,
        start=ends,
        end=ends,
        rank=st.integers(1, 3),
        tag=st.sampled_from(TAGS),
        attributes=st.just((("title", '"<x>&'), ("href", "/search"))),
        once=st.just((("id", "one"),)),
        after=st.sampled_from([(), (("data-speaker", "<i>"),)]),
    )
    return text, draw(st.lists(marks, max_size=12))


@given(marked())
def test_without_its_tags_it_is_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    reading = Reading(str(mark_up(text, [*paragraphs(text), *marks])))
    assert reading.text == text
    assert not reading.open
    known = {mark.tag for mark in marks} | {"p", "span"}
    assert {tag for tag, _ in reading.elements} <= known


@given(marked())
def test_each_piece_begins_once(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    reading = Reading(str(mark_up(text, [*paragraphs(text), *marks])))
    begun = sum(1 for _, attributes in reading.elements if "id" in attributes)
    shown = [mark for mark in marks if text[max(0, mark.start) : max(0, mark.end)].strip()]
    assert begun == len(shown)
    ended = sum(1 for _, attributes in reading.elements if "data-speaker" in attributes)
    assert ended == sum(1 for mark in shown if mark.after)


def test_what_spans_paragraphs_is_marked_in_each_and_not_between() -> None:
    html = mark_up("ab\n\ncd", [*paragraphs("ab\n\ncd"), Mark(1, 5, 1, "q", once=(("id", "n"),))])
    assert html == '<p dir="auto">a<q id="n">b</q></p>\n\n<p dir="auto"><q>c</q>d</p>'


def test_what_overlaps_is_cut_and_the_outer_one_is_whole() -> None:
    outer = Mark(2, 6, rank=1, tag="q")
    inner = Mark(4, 9, rank=2, tag="mark", once=(("id", "n"),))
    assert mark_up("0123456789", [inner, outer]) == '01<q>23<mark id="n">45</mark></q><mark>678</mark>9'


def test_a_link_in_a_link_is_a_span() -> None:
    marks = [Mark(0, 4, 1, "a", (("href", "/x"),)), Mark(1, 2, 2, "a", (("href", "/y"), ("class", "name")))]
    assert mark_up("abcd", marks) == '<a href="/x">a<span class="name">b</span>cd</a>'


def test_names_in_quotations_are_marked_in_paragraphs() -> None:
    text = "“Tokyo agrees,” Abe said.\n\nMoon & Kim <listened>."
    made = article("a", text).model_copy(
        update={
            "entities": (
                Entity(name="Tokyo", label="GPE", mentions=(Mention(text="Tokyo", start=1, end=6),)),
                Entity(name="Shinzo Abe", label="PERSON", mentions=(Mention(text="Abe", start=16, end=19),)),
            ),
            "quotes": (Quote(text=text[:15], start=0, end=15, speaker='Shinzo "<b>" Abe'),),
            "dates": (DateMention(text="agrees", start=7, end=13, value="2018-09-23"),),
        }
    )
    html = str(marked_text(made))
    assert html.startswith(
        '<p dir="auto"><span class="said" title="said by Shinzo &#34;&lt;b&gt;&#34; Abe" id="quote-1">“'
    )
    assert (
        '<a class="name place" href="/search?place=Tokyo" title="Tokyo (country, state or town)">Tokyo</a>'
        in html
    )
    assert '<a class="name person" href="/search?person=Shinzo+Abe"' in html
    assert '<span class="date" title="23 September 2018">agrees</span>' in html
    assert "Moon &amp; Kim &lt;listened&gt;.</p>" in html
    assert Reading(html).text == text


def test_offsets_count_code_points() -> None:
    text = "🗞️🗞️ Ōsaka"
    start = text.index("Ō")
    assert mark_up(text, [Mark(start, len(text), 1, "mark")]) == "🗞️🗞️ <mark>Ōsaka</mark>"


@pytest.mark.parametrize(
    ("value", "words"),
    [("2018-09-03", "3 September 2018"), ("2018-W38", "2018-W38"), ("2018-13-45", "2018-13-45")],
)
def test_dates_in_words(value: str, words: str) -> None:
    assert spoken_date(value) == words
