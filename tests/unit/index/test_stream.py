"""The stream folded by key is the store's state, in any order of arrival, by two workers, and after kills."""

import random
from collections.abc import Iterable, Sequence

from schemas import ChangedBy, EnrichedArticle, IndexedArticle
from services.chassis.stage_store import StageResult
from services.index.core import prepare
from services.index.entry import confirm, write_batch
from services.store import Changes, Store
from tests.unit.index.conftest import Index
from tests.unit.index.news import ACEH_FIRST, BUSHEHR, OROZCO
from tests.unit.index.streaming import Topic, cuts, fold, held, in_order_of_each, made, news
from tests.unit.store.conftest import OpenAgain
from tests.unit.store.made import NOON, at, retraction

ORDERS = 50


def sent(settled: Iterable[StageResult]) -> Topic:
    messages = (message for each in settled for message in (each.message, *each.also))
    return [each for each in messages if isinstance(each, IndexedArticle)]


def run(store: Store, batch: Sequence[EnrichedArticle]) -> Topic:
    return sent(write_batch(store, [prepare(each) for each in batch], NOON))


def test_the_folded_stream_is_the_store_in_any_order(open_again: OpenAgain) -> None:
    """Each order has articles of its own in one store, which all look alike: so much happens to others.

    One batch in three is killed after the store's commit, some of it sent; it comes again, cut anew.
    """
    store, topic, everything = open_again(), Topic(), list[EnrichedArticle]()
    others = 0
    for seed in range(ORDERS):
        shuffle = random.Random(seed)
        told = news(f"n{seed}")[: 4 + seed % 13]
        shuffle.shuffle(told)
        everything += told
        for batch in cuts(shuffle, told):
            while not shuffle.randrange(3):
                before = run(store, batch[: shuffle.randint(1, len(batch))])
                topic += before[: shuffle.randint(0, len(before))]
            messages = run(store, batch)
            others += sum(
                message.article_id not in {each.article_id for each in batch} for message in messages
            )
            topic += messages
            assert confirm(store, messages) == []
        if seed % 10 == 9:
            assert fold(topic) == held(store, everything)
    assert others > ORDERS
    bodies = {
        (each.article_id, each.version, each.model_copy(update={"changed_by": None}).model_dump_json())
        for each in topic
    }
    assert len({body[:2] for body in bodies}) == len(bodies), "one version is one state"


def test_two_workers_and_the_slower_one_looks_again(open_again: OpenAgain) -> None:
    """Whichever sends last, and whichever dies between the commit and its last look."""
    one, other = open_again(), open_again()
    topic, everything = Topic(), list[EnrichedArticle]()
    for seed in range(8):
        shuffle = random.Random(seed)
        told = in_order_of_each(shuffle, news(f"n{seed}", 1000 - 100 * seed))  # each before all that came
        everything += told
        # deliveries of one article are on one partition, and so with one worker
        worker = {name: shuffle.randrange(2) for name in sorted({each.article_id for each in told})}
        halves = [[each for each in told if worker[each.article_id] == n] for n in (0, 1)]
        for mine, theirs in zip(cuts(shuffle, halves[0]), cuts(shuffle, halves[1]), strict=False):
            slow, quick = run(one, mine), run(other, theirs)
            topic += [*quick, *_confirmed(other, quick)]
            topic += slow
            if shuffle.randrange(2):  # killed before it looked again: the batch comes again
                slow = run(one, mine)
                topic += slow
            topic += _confirmed(one, slow)
            assert fold(topic) == held(one, everything)


def _confirmed(store: Store, messages: Sequence[IndexedArticle]) -> Topic:
    again = Topic()
    while messages:
        messages = confirm(store, messages)
        again += messages
    return again


def by(reason: str, article: EnrichedArticle) -> ChangedBy:
    return ChangedBy(reason=reason, article_id=article.article_id, delivery_id=article.delivery_id)


def test_an_earlier_article_that_comes_late_tells_of_its_duplicates(store: Store, index: Index) -> None:
    later = [made(ACEH_FIRST, f"copy-{n}", n) for n in (5, 6)]
    earliest = made(ACEH_FIRST, "earliest", 1)
    index(*later)
    (settled,) = index(earliest)
    told = {each.article_id: each for each in sent([settled])}
    assert {name: each.duplicate_of for name, each in told.items()} == {
        "earliest": None,
        "copy-5": "earliest",
        "copy-6": "earliest",
    }
    assert {each.article_id for each in settled.also} == {"copy-5", "copy-6"}
    assert all(each.changed_by == by("arrival", earliest) for each in told.values())
    assert told["copy-6"].delivery_id == later[1].delivery_id
    assert index(earliest, now=at(99)) == [settled], "killed before it was sent: it comes again"


def test_a_retraction_tells_of_the_heirs(store: Store, index: Index) -> None:
    index(*(made(ACEH_FIRST, f"copy-{n}", n) for n in (1, 2, 3)))
    gone = retraction("copy-1", number=9)
    (settled,) = index(gone)
    told = {each.article_id: each for each in sent([settled])}
    assert {name: (each.retracted, each.duplicate_of) for name, each in told.items()} == {
        "copy-1": (True, None),
        "copy-2": (False, None),
        "copy-3": (False, "copy-2"),
    }
    assert all(each.changed_by == by("retraction", gone) for each in told.values())
    assert index(gone) == [settled]
    assert index(retraction("copy-1", number=8))[0].also == ()


def test_a_merge_tells_of_the_members_that_moved(store: Store, index: Index, open_again: OpenAgain) -> None:
    copy = made(BUSHEHR, "bushehr-copy", 8)
    told = sent(index(ACEH_FIRST, BUSHEHR, copy, OROZCO))
    story = {each.article_id: each.story_id or "" for each in told}
    changes = Changes()
    with store.batch() as batch:
        changes.touch(batch.merge(story["bushehr"], story["aceh-first"]), by("merge", OROZCO))
        after = batch.tell(list(story), changes)
    moved = {name for name, each in after.items() if each.changed_by == by("merge", OROZCO)}
    assert moved == {"bushehr", "bushehr-copy"}
    assert {after[name].story_id for name in (*moved, "aceh-first")} == {story["aceh-first"]}
    assert after["orozco"] in told
    assert {each.article_id for each in confirm(open_again(), told)} == moved
    assert fold([*told, *after.values()]) == held(store, [ACEH_FIRST, BUSHEHR, OROZCO, copy])


def test_what_changes_nothing_of_others_says_nothing_of_them(store: Store, index: Index) -> None:
    """An original is corrected, and its copies are copies of it as before."""
    index(*(made(ACEH_FIRST, f"copy-{n}", n) for n in (1, 2, 3)))
    (settled,) = index(made(ACEH_FIRST, "copy-1", 9, revision="r2", headline="Aceh earthquake kills 22"))
    assert settled.also == ()


def test_what_was_changed_since_is_told_as_it_is_now(store: Store, index: Index) -> None:
    first, second = made(ACEH_FIRST, "copy-1", 2), made(ACEH_FIRST, "copy-0", 1)
    index(first)
    index(second)
    (again,) = index(first)
    assert isinstance(again.message, IndexedArticle)
    assert (again.message.duplicate_of, again.message.changed_by) == ("copy-0", by("arrival", first))
    index(retraction("copy-1", number=7))
    (again,) = index(first)
    assert isinstance(again.message, IndexedArticle)
    assert again.message.retracted
