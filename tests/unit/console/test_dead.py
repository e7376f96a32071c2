"""Dead letters: which are of one kind, which are meant, and that of each original one replay sends."""

from dataclasses import replace

import pytest
from aiokafka.structs import ConsumerRecord
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.errors import Misconfigured
from services.chassis.headers import DEAD
from services.console.dead.book import Book
from services.console.dead.groups import fates
from services.console.dead.markers import Marker, Replays, marker_of
from services.console.dead.plan import plan_of
from services.console.dead.shown import article_of
from services.console.dead.signature import signature
from services.console.dead.where import Filter, wanted_by
from services.console.messages import document

TOPIC = "articles.raw.dead"


def letter(
    offset: int, *signs: tuple[str, bytes], died_at: int | None = None, **cause: str
) -> ConsumerRecord:
    """A dead letter as it lies at that offset; `died_at` is where its message stood."""
    told = {
        "stage": "ingest",
        "cause": "invalid",
        "error": "content: Field required",
        "topic": "articles.raw",
        "partition": "0",
        "offset": str(offset if died_at is None else died_at),
        "time": f"2026-03-01T11:00:{offset:02}.000Z",
        "version": "0.9.0",
        "delivery": f"articles.raw:0:{offset if died_at is None else died_at}:1",
        **cause,
    }
    headers = [*signs, *((DEAD + name, value.encode()) for name, value in told.items())]
    return record(offset, b"a", b"{}", headers)


def record(
    offset: int, key: bytes | None, value: bytes | None, headers: list[tuple[str, bytes]]
) -> ConsumerRecord:
    return ConsumerRecord(TOPIC, 0, offset, offset, 0, key, value, None, 1, 2, headers)


def marked(offset: int, marker: Marker) -> ConsumerRecord:
    sent = marker.record(TOPIC)
    return record(offset, sent.key, sent.value, sent.headers)


def started(letter: str = f"{TOPIC}:0:0", claim: str = "one", attempt: int = 1) -> Marker:
    return Marker(letter, "started", claim, attempt, "host|pid|1", "2026-03-01T12:00:00.000Z", "0:5")


def book_of(*records: ConsumerRecord) -> Book:
    book = Book()
    for each in records:
        book.add(each)
    return book


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tags.3: no list (got 'a')", "tags.11: no list (got ['b', 'c']); 2 more fields"[:32]),
        ("published_at: 2999-01-01T00:00:00+00:00 is late", "published_at: 2031-12-24T08:15:00Z is late"),
        ("KeyError: 'Oslo'", "KeyError: 'Rio de Janeiro'"),
        ("KeyError: 'Oslo'", "KeyError: 'a name so long that it was cut of"),
        ("no article 9f86d081884c7d65", "no article 60303ae22b998861"),
        ("took more than 30 s", "took more than 2.5 s"),
        ("can't fetch https://a.example/x?y", "can't fetch http://b.example"),
        ("articles.raw:3:77 is gone", "articles.raw:0:1200 is gone"),
    ],
)
def test_errors_of_one_kind_have_one_signature(one: str, other: str) -> None:
    assert signature(one) == signature(other)


def test_errors_of_two_kinds_have_two_signatures() -> None:
    errors = [
        "tags: no list",
        "tags: no text",
        "url: no list",
        "KeyError: 'a'",
        "IndexError: 'a'",
        "it's a x's",
    ]
    assert len({signature(error) for error in errors}) == len(errors)


@given(st.text())
def test_a_signature_is_its_own_for_any_text(text: str) -> None:
    folded = signature(text)
    assert "\n" not in folded
    assert signature(signature(folded)) == signature(folded)


@pytest.mark.parametrize(
    ("terms", "meant"),
    [
        (["version<0.10"], True),
        (["version<0.9"], False),
        (["version>=0.9.0rc1", "version!=1"], True),
        (["error~^content"], True),
        (["error~Content"], False),
        (["error!=content: Field required"], False),
        (["since=2026-03-01T11:00"], True),
        (["since=2026-03-02"], False),
        (["time<2026-03-01T12:00+02:00"], False),
        (["stage=ingest", "cause=invalid", "topic=articles.raw", "key=a"], True),
        (["stage=ingest", "cause=error"], False),
        (["delivery~^articles.raw:0:7:"], True),
    ],
)
def test_terms_are_held_together(terms: list[str], meant: bool) -> None:
    book = book_of(letter(7))
    assert wanted_by(where=terms).takes(book.letters[f"{TOPIC}:0:7"]) is meant


@pytest.mark.parametrize(
    "text",
    ["", "stage", "stage=", "stage<clean", "cause=bad", "colour=red", "error~(", "version~1", "version=new",
     "since=yesterday", "since>2026-01-01", "time~1"],
)  # fmt: skip
def test_a_term_that_is_none_says_what_it_may_be(text: str) -> None:
    with pytest.raises(Misconfigured, match="--where"):
        wanted_by(where=[text])


def test_of_two_consoles_the_first_marker_has_the_attempt() -> None:
    replays = Replays()
    first, second = started(claim="one"), started(claim="two")
    for marker in (first, second, replace(second, kind="sent"), replace(second, kind="void")):
        replays.add(marker)
    assert (replays.open, replays.sent) == (first, [])
    replays.add(replace(first, kind="sent"))
    replays.add(second)
    assert replays.open is None, "the attempt that it marked has been made"
    assert [marker.claim for marker in replays.sent] == ["one"]
    replays.add(started(claim="three", attempt=2))
    assert replays.open is not None


def test_a_void_attempt_is_free_again() -> None:
    replays = Replays()
    for marker in (started(), replace(started(), kind="void"), started(claim="two")):
        replays.add(marker)
    assert replays.open is not None
    assert replays.open.claim == "two"


def test_a_marker_is_read_as_it_was_written_and_no_letter_is_one() -> None:
    marker = replace(started(), delivery="articles.raw:0:1:2")
    written = marker.record(TOPIC)
    assert marker_of(written.key, written.value, written.headers) == marker
    forged = letter(1, *written.headers)
    assert marker_of(forged.key, None, forged.headers) is None, "a producer's headers make no marker"
    assert marker_of(b"k", None, []) is None


def test_a_letter_born_of_a_replay_is_its_original() -> None:
    begun = started()
    ended = replace(begun, kind="sent", delivery="articles.raw:0:9:1")
    book = book_of(
        letter(0), letter(1), marked(2, begun), marked(3, ended), letter(4, *begun.sign(), died_at=9)
    )
    assert book.original(book.letters[f"{TOPIC}:0:4"]) == f"{TOPIC}:0:0"
    assert book.letters[f"{TOPIC}:0:4"].attempts == 1
    plan = plan_of(book, Filter(), again=False)
    assert (list(plan.letters), plan.sent_before) == ([f"{TOPIC}:0:1"], 1)
    again = plan_of(book, Filter(), again=True)
    assert sorted(again.letters) == [f"{TOPIC}:0:0", f"{TOPIC}:0:1"], "each original once"
    named = plan_of(book, Filter(letter=f"{TOPIC}:0:4"), again=True)
    assert list(named.letters) == [f"{TOPIC}:0:0"]
    assert fates(book, set(again.letters), None) == {
        f"{TOPIC}:0:0": "died_again",
        f"{TOPIC}:0:1": "unhandled",
    }


def test_a_producer_cannot_pass_a_message_off_as_a_replay() -> None:
    book = book_of(letter(0), letter(1, *started(claim="guessed").sign()))
    assert len(plan_of(book, Filter(), again=False).letters) == 2


def test_two_letters_of_one_message_are_sent_once() -> None:
    book = book_of(letter(0), letter(1, died_at=0))
    assert len(plan_of(book, Filter(), again=False).letters) == 1


def test_what_was_never_read_is_not_sent() -> None:
    lost = letter(0, cause="unreadable")
    lost.value = None
    plan = plan_of(book_of(lost, letter(1, cause="unreadable")), Filter(), again=False)
    assert (len(plan.letters), plan.nothing_to_send) == (1, 1)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (b'{"headline": "H", "url": "u", "content": "Body"}', {"headline": "H", "url": "u", "text": "Body"}),
        (b'{"article": {"source": "s", "text": "T"}}', {"source": "s", "text": "T"}),
        (b"{", {"bytes": "'{'"}),
        (b"\xff\x00ab", {"bytes": "\n    0000  ff 00 61 62" + " " * 38 + "..ab"}),
    ],
)
def test_the_message_is_readable(value: bytes, shown: dict[str, str]) -> None:
    assert article_of(value) == shown


def test_a_marker_is_shown_as_what_it_is() -> None:
    shown = document(marked(3, started()))
    assert (shown["_replay_marker"]["kind"], "_value" in shown) == ("started", False)
    assert "_replay_marker" not in document(letter(1))


def test_what_another_console_sent_since_the_plan_is_not_sent_again() -> None:
    book = book_of(letter(0))
    plan = plan_of(book, Filter(), again=False)
    other = started(claim="other")
    for offset, marker in enumerate((other, replace(other, kind="sent")), 1):
        book.add(marked(offset, marker))
    (original,) = plan.letters
    book.add(marked(3, started(original, "mine", plan.attempts[original])))
    assert book.of(original).open is None
