"""Addresses in the store: each under which an article came leads to it."""

from typing import Any

from schemas import Address, EnrichedArticle, Outcome
from services.store import Store
from services.store.interface import MOST_ADDRESSES
from tests.unit.store.conftest import OpenAgain
from tests.unit.store.made import article, put, receipt, retraction

NEWS = Address(url="https://news.example/ferry", id="a1")
PHONE = Address(url="https://m.news.example/a?id=5", id="m1")
SHARED = Address(url="https://news.example/ferry?utm_source=x", id="a1")


def standing_at(*addresses: Address, name: str = "a1", **fields: Any) -> EnrichedArticle:
    return article(name, "Ferries stop.", addresses=addresses, **fields)


def learn(store: Store, *articles: EnrichedArticle) -> None:
    with store.batch() as batch:
        for each in articles:
            if not batch.history(each.article_id).shown:
                put(batch, each)
            batch.learn(each)


def test_an_address_leads_to_its_article(store: Store, open_again: OpenAgain) -> None:
    learn(store, standing_at(PHONE, NEWS), standing_at(name="a2", number=2))
    again = open_again()
    assert again.article_ids_of(["a1", "m1", "a2", "x1"]) == {"a1": "a1", "m1": "a1", "a2": "a2"}
    assert again.article_ids_of([]) == {}
    assert again.addresses_of(["a1", "a2", "x1"]) == {"a1": (PHONE.url, NEWS.url)}


def test_an_address_is_learned_once_and_more_of_them_later(store: Store) -> None:
    learn(store, standing_at(NEWS))
    learn(store, standing_at(NEWS), standing_at(SHARED), standing_at(PHONE))
    assert store.article_ids_of(["m1"]) == {"m1": "a1"}
    assert store.addresses_of(["a1"]) == {"a1": tuple(sorted(each.url for each in (NEWS, SHARED, PHONE)))}


def test_the_article_of_an_id_goes_before_one_that_came_under_its_address(store: Store) -> None:
    learn(store, standing_at(PHONE, NEWS), standing_at(PHONE, name="m1", number=2))
    assert store.article_ids_of(["m1", "a1"]) == {"m1": "m1", "a1": "a1"}


def test_of_two_articles_under_one_address_the_later_is_meant(store: Store) -> None:
    learn(store, standing_at(PHONE, NEWS))
    learn(store, standing_at(PHONE, name="a2", number=2))
    assert store.article_ids_of(["m1"]) == {"m1": "a2"}


def test_an_address_leads_to_an_article_that_was_taken_back(store: Store) -> None:
    learn(store, standing_at(PHONE, NEWS))
    with store.batch() as batch:
        batch.hide("a1")
        batch.retract(retraction("a1", number=2), article("a1").accepted_at)
    assert store.article_ids_of(["m1"]) == {"m1": "a1"}
    with store.batch() as batch:
        batch.retract(retraction("b1", number=3), article("b1").accepted_at)
    assert store.article_ids_of(["b1"]) == {"b1": "b1"}, "one that is only known as taken back"


def test_a_site_that_gives_a_page_any_number_of_addresses_fills_no_store(store: Store) -> None:
    many = [
        Address(url=f"https://news.example/ferry?s={n:04}", id=f"k{n}") for n in range(MOST_ADDRESSES + 50)
    ]
    learn(store, standing_at(*many))
    learn(store, standing_at(PHONE))
    assert len(store.addresses_of(["a1"])["a1"]) == MOST_ADDRESSES
    assert store.article_ids_of(["k0", "m1", many[-1].id]) == {"k0": "a1"}


def test_no_key_is_an_error(store: Store) -> None:
    assert store.article_ids_of(["", "\ud800", "x" * 10_000, "'"]) == {}
    assert store.addresses_of(["\ud800"]) == {}


def test_an_article_is_read_by_the_id_of_any_address(store: Store) -> None:
    learn(store, standing_at(PHONE, NEWS))
    store.record([receipt(1, "ingest", Outcome.ACCEPTED)])
    by_address, by_id = store.get("m1"), store.get("a1")
    assert by_id is not None
    assert by_address == by_id
    assert store.get("m1", "r1") == store.get("a1", "r1")
    assert store.trace("m1") == store.trace("a1") != []
    assert store.get("x1") is None
    assert store.trace("x1") == []


def test_readers_see_one_article_with_its_other_addresses(store: Store) -> None:
    own, amp, print_ = (f"https://paper.example/{path}" for path in ("1", "1/amp", "1/print"))
    first = article("a1", "Rain.", url=own, addresses=(Address(url=own, id="a1"),))
    again = first.model_copy(
        update={"addresses": (Address(url=print_, id="p1"), Address(url=amp, id="m1")), "url": amp}
    )
    with store.batch() as batch:
        put(batch, first)
        for each in (first, again):
            batch.learn(each)
        put(batch, article("a2", "Rain, too.", number=2))
    for query in ("rain", ""):
        for collapse in (True, False):
            hits = {hit.article_id: hit for hit in store.search(query, collapse=collapse).hits}
            assert {name: hit.addresses for name, hit in hits.items()} == {"a1": (amp, print_), "a2": ()}
            assert hits["a1"].url == own
    held = store.get("a1")
    assert held is not None
    assert [(each.url, each.id) for each in held.addresses] == [(own, "a1"), (amp, "m1"), (print_, "p1")]
