"""`If-None-Match`: lists of tags in any spelling that RFC 9110 knows, compared weakly."""

import pytest

from services.gateway.etags import is_known

TAG = '"abc"'


@pytest.mark.parametrize(
    "headers",
    [
        ['"abc"'],
        ['W/"abc"'],
        ["*"],
        [" * "],
        ['"x", "abc"'],
        ['"x","abc","y"'],
        ['"x,y" , W/"abc"'],
        ['"x"', '"abc"'],
        [', , "abc",'],
    ],
)
def test_a_tag_that_is_named_is_known(headers: list[str]) -> None:
    assert is_known(TAG, headers)


@pytest.mark.parametrize(
    "headers", [[], [""], ["abc"], ['"ab"'], ['"abcd"'], ['"x,"abc"y'[:4]], ['"*"'], ['"ABC"'], ['W/"x"']]
)
def test_a_tag_that_is_not_named_is_not(headers: list[str]) -> None:
    assert not is_known(TAG, headers)


def test_a_header_without_end_costs_little() -> None:
    assert not is_known(TAG, ['"' + "x" * 60_000, " " * 60_000, '"' * 60_001])
