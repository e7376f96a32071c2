"""The file of API keys: what is read out of it, and what is said of a line that is none."""

from datetime import UTC, datetime, timedelta

import pytest

from services.gateway.key_file import MOST, BadKeyFile, Scope, keep, new_key, read_keys, read_time

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DIGEST = keep("x", [Scope.READ], "a key").line.split()[2]


def test_a_line_is_read_as_it_was_written() -> None:
    kept = [
        keep("desk", [Scope.PUSH, Scope.RETRACT], new_key(), NOON),
        keep("desk", [Scope.PUSH], new_key()),
        keep("page.reader-1", [Scope.READ, Scope.WATCH], new_key()),
    ]
    text = "\ufeff# keys\n\n" + "\r\n".join(key.line for key in kept) + "\n   # the end"
    assert read_keys(text.encode()) == tuple(kept)


def test_a_file_holds_no_key_and_no_two_lines_show_that_they_hold_one() -> None:
    key = new_key()
    one, other = keep("desk", [Scope.PUSH], key), keep("desk", [Scope.PUSH], key)
    assert one.fits(key.encode())
    assert other.fits(key.encode())
    assert not one.fits(new_key().encode())
    assert key not in one.line
    assert key not in repr(one)
    assert (one.line, one.id) != (other.line, other.id)


def test_keys_are_long_and_never_the_same() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(key.startswith("pressline_") and len(key) == 53 and key.isascii() for key in keys)


def test_a_key_is_good_until_its_time_and_not_after() -> None:
    kept = keep("desk", [Scope.PUSH], "a key", read_time("2026-03-01T13:00:00+01:00"))
    assert kept.expires == NOON
    assert not kept.is_over(NOON - timedelta(microseconds=1))
    assert kept.is_over(NOON)
    assert not keep("desk", [Scope.PUSH], "a key").is_over(NOON)
    assert read_time("2027-01-01") == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("desk push", "2 words"),
        (f"desk push {DIGEST} expires=2027-01-01 more", "5 words"),
        ("desk push correct-horse-battery-staple", "third word"),
        (f"desk push {DIGEST[:-1]}", "third word"),
        (f"desk push {DIGEST.upper()}", "third word"),
        (f"desk push,write {DIGEST}", "push, retract, watch, read"),
        (f"desk , {DIGEST}", "push, retract, watch, read"),
        (f"de:sk push {DIGEST}", "a name has"),
        (f"{'a' * 65} push {DIGEST}", "a name has"),
        (f"dësk push {DIGEST}", "a name has"),
        (f"desk push {DIGEST} expires=soon", "RFC 3339"),
        (f"desk push {DIGEST} until=2027-01-01", "fourth word"),
        (f"desk push {DIGEST} expires=0001-01-01T00:00:00+14:00", "RFC 3339"),
    ],
)
def test_a_line_that_is_none_is_told_by_its_number_and_not_shown(line: str, why: str) -> None:
    whole = keep("ok", [Scope.READ], "a key").line
    with pytest.raises(BadKeyFile, match=rf"^line 3: .*{why}") as wrong:
        read_keys(f"# first\n{whole}\n{line}\n".encode())
    for word in line.split()[2:]:
        assert word not in str(wrong.value)


def test_a_file_that_is_being_written_is_none_and_one_of_remarks_lets_nobody_in() -> None:
    for empty in (b"", b" \n\n"):
        with pytest.raises(BadKeyFile, match="empty"):
            read_keys(empty)
    with pytest.raises(BadKeyFile, match="UTF-8"):
        read_keys(b"# ok\n\xff\xfe")
    assert read_keys(b"# nobody\n") == ()


def test_no_more_keys_than_a_request_can_be_held_against() -> None:
    line = keep("desk", [Scope.PUSH], "a key").line + "\n"
    assert len(read_keys((line * MOST).encode())) == MOST
    with pytest.raises(BadKeyFile, match="1,001 keys"):
        read_keys((line * (MOST + 1)).encode())
