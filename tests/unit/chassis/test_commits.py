"""What may be committed while an article is in the slow lane."""

from aiokafka.structs import TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.commits import Commits

ONE, TWO = TopicPartition("t", 0), TopicPartition("t", 1)


def test_without_a_held_message_all_that_is_done_is_committed() -> None:
    commits = Commits()
    assert commits.of([ONE, TWO]) == {}
    for offset in (7, 8, 9):
        commits.done(ONE, offset)
    assert commits.of([ONE, TWO]) == {ONE: 10}
    assert [commits.is_done(ONE, offset) for offset in (0, 9, 10)] == [True, True, False]
    assert not commits.is_done(TWO, 0)


def test_no_commit_goes_past_a_held_message() -> None:
    commits = Commits()
    commits.done(TWO, 3)
    for offset in range(5):
        commits.done(ONE, offset)
    commits.hold(ONE, 2)
    commits.hold(ONE, 4)
    assert commits.of([ONE, TWO]) == {ONE: 2, TWO: 4}
    commits.release(ONE, 2)
    commits.done(ONE, 2)
    assert commits.of([ONE]) == {ONE: 4}
    commits.release(ONE, 4)
    assert commits.of([ONE]) == {ONE: 5}


def test_how_far_others_are_ahead() -> None:
    commits = Commits()
    assert commits.ahead() == 0
    commits.done(ONE, 99)
    commits.hold(ONE, 40)
    commits.done(TWO, 10_000)
    assert commits.ahead() == 60
    commits.forget()
    assert commits.ahead() == 0
    assert commits.of([ONE]) == {}


@given(st.permutations(range(12)), st.sets(st.integers(0, 11)))
def test_in_whatever_order_held_messages_end_none_is_passed(order: list[int], held: set[int]) -> None:
    commits = Commits()
    for offset in held:
        commits.hold(ONE, offset)
    for offset in range(12):
        commits.done(ONE, offset)
    left = set(held)
    for offset in order:
        assert commits.of([ONE]) == {ONE: min([12, *left])}
        if offset in left:
            left.discard(offset)
            commits.release(ONE, offset)
    assert commits.of([ONE]) == {ONE: 12}
