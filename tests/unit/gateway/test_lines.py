"""JSON Lines are cut at line feeds, wherever the pieces end, and a line over the limit costs no memory."""

import pytest

from services.gateway.lines import Line, Lines


def cut(pieces: list[bytes], limit: int = 100) -> list[Line]:
    lines = Lines(limit)
    found: list[Line] = []
    for piece in pieces:
        found += lines.cut(piece)
        assert lines.held <= limit
    return [*found, *lines.end()]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (b"", []),
        (b"\n\r\n  \n", []),
        (b"a", [(1, b"a")]),
        (b"a\nb\n", [(1, b"a"), (2, b"b")]),
        (b"a\r\n\r\nb\r\n \t\nc", [(1, b"a\r"), (3, b"b\r"), (5, b"c")]),
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb", [(1, b"a"), (2, b"\xef\xbb\xbfb")]),
        (b"a\rb\x0bc\xc2\x85d\xe2\x80\xa8e\n", [(1, b"a\rb\x0bc\xc2\x85d\xe2\x80\xa8e")]),
        (b"x" * 100 + b"\n" + b"x" * 101 + b"\nb", [(1, b"x" * 100), (2, None), (3, b"b")]),
        (b"x" * 500, [(1, None)]),
    ],
)
def test_lines_are_cut_wherever_the_pieces_end(body: bytes, wanted: list[tuple[int, bytes | None]]) -> None:
    lines = [Line(number, text) for number, text in wanted]
    for size in (1, 2, 3, 50, 1000):
        assert cut([body[at : at + size] for at in range(0, len(body), size)]) == lines


def test_the_line_that_has_begun_is_known_by_its_number() -> None:
    lines = Lines(100)
    list(lines.cut(b"a\n\nbc"))
    assert (lines.number, lines.held) == (3, 2)
