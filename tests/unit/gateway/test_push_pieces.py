"""A large request goes to the broker in pieces, whole and in its order."""

from hypothesis import given
from hypothesis import strategies as st

from services.chassis.records import ProducerRecord
from services.gateway.push import AT_ONCE, pieces

SIZES = st.lists(st.sampled_from((0, 1, 30_000, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1)), max_size=8)


@given(SIZES)
def test_pieces_are_the_whole_in_its_order_and_bounded(sizes: list[int]) -> None:
    whole = [ProducerRecord("t", str(number).encode(), b"x" * size, []) for number, size in enumerate(sizes)]
    cut = list(pieces(whole))
    assert [record for piece in cut for record in piece] == whole
    for piece in cut:
        assert piece
        assert sum(len(record.value or b"") for record in piece[:-1]) < AT_ONCE
