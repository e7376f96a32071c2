"""Whose word counts for when an article was published and changed."""

from collections.abc import Callable
from datetime import UTC, datetime

from schemas import IngestedArticle
from services.clean.core import clean

BODY = (
    "The ferry to Norholm will run again from Monday, the harbour board said after a two-day meeting.\n\n"
    "Repairs to the quay took five weeks longer than planned because a crane from Eskdal came late."
)
STAMP = "Published: July 15, 2018, 3:15 PM EDT | Updated: July 16, 2018, 8:00 AM EDT"
STAMPED = f"Ferry runs again\n\n{STAMP}\n\n{BODY}"
PAGE = (
    "<html><head>{head}</head><body><article><h1>Ferry runs again</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))
    + "</article></body></html>"
)
Make = Callable[..., IngestedArticle]


def test_labelled_stamps_of_a_text_count_in_their_zone(ingested: Make) -> None:
    found = clean(ingested(STAMPED))
    assert (found.published_at, found.published_at_basis) == (
        datetime(2018, 7, 15, 19, 15, tzinfo=UTC),
        "text",
    )
    assert (found.modified_at, found.modified_at_basis) == (datetime(2018, 7, 16, 12, 0, tzinfo=UTC), "text")
    assert found.text == BODY


def test_the_producer_goes_before_the_text(ingested: Make) -> None:
    known = datetime(2018, 7, 15, 18, tzinfo=UTC)
    found = clean(ingested(STAMPED, published_at=known))
    assert (found.published_at, found.published_at_basis) == (known, "producer")
    assert found.modified_at_basis == "text"


def test_a_change_before_the_publication_is_a_mistake(ingested: Make) -> None:
    found = clean(ingested(STAMPED, published_at=datetime(2018, 8, 1, tzinfo=UTC)))
    assert (found.modified_at, found.modified_at_basis) == (None, None)


def test_a_stamp_in_the_future_is_none(ingested: Make) -> None:
    found = clean(ingested(STAMPED.replace("2018", "2032")))
    assert (found.published_at, found.modified_at) == (None, None)


def test_a_page_gives_both_dates_its_publisher_and_address(ingested: Make) -> None:
    head = (
        '<link rel="canonical" href="https://gazette.example/ferry">'
        '<meta property="og:site_name" content="The Gazette">'
        '<meta property="article:published_time" content="2018-07-15T15:15:00-04:00">'
        '<meta property="article:modified_time" content="2018-07-16T08:00:00-04:00">'
    )
    found = clean(ingested(PAGE.format(head=head), content_type="text/html"))
    assert (found.published_at, found.published_at_basis) == (
        datetime(2018, 7, 15, 19, 15, tzinfo=UTC),
        "meta",
    )
    assert (found.modified_at, found.modified_at_basis) == (datetime(2018, 7, 16, 12, 0, tzinfo=UTC), "meta")
    assert (found.publisher, found.canonical_url) == ("The Gazette", "https://gazette.example/ferry")
    assert found.headline == "Ferry runs again"
    assert len(found.fingerprints) == 32
