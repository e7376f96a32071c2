import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.encodings import decode_page

GERMAN = (
    "<html><head><meta charset={}></head><body><p>Die Regierung will die großen Häfen des Landes in drei "
    "Jahren ausbauen, sagte ein Sprecher am Montag in Zürich — mehr sei nicht zu haben.</p></body></html>"
)
RUSSIAN = "<html><body><p>Президент России заявил, что переговоры продолжатся в среду.</p></body></html>"
JAPANESE = "<html><head><meta charset={}></head><body><p>東京で会談が行われた。</p></body></html>"


@pytest.mark.parametrize(
    ("called", "really"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),  # what browsers take it for, by the WHATWG
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("no-such-charset", "utf-8"),
        ("base64", "cp1252"),
        ("idna", "cp1252"),
        ("utf-8", "utf-16"),
        ("utf-8", "utf-8-sig"),
    ],
)
def test_a_page_is_read_whatever_it_is_called(called: str, really: str) -> None:
    page = GERMAN.format(called)
    assert decode_page(page.encode(really)) == page


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "iso-2022-jp"])
def test_the_charset_in_the_page_counts(encoding: str) -> None:
    page = JAPANESE.format(encoding)
    assert decode_page(page.encode(encoding)) == page


def test_the_header_goes_before_the_page() -> None:
    page = RUSSIAN.replace("<body>", '<meta charset="iso-8859-1"><body>')
    assert decode_page(page.encode("koi8-r"), "text/html; charset=KOI8-R") == page


def test_without_any_word_the_bytes_tell() -> None:
    assert decode_page(RUSSIAN.encode("cp1251")) == RUSSIAN


def test_a_torn_utf_8_page_stays_utf_8() -> None:
    torn = GERMAN.format("utf-8").encode()[: GERMAN.format("utf-8").encode().index("ß".encode()) + 1]
    assert decode_page(torn) == torn[:-1].decode() + "\ufffd"


@given(st.binary(max_size=300), st.none() | st.text(max_size=40))
def test_any_bytes_are_some_page(data: bytes, content_type: str | None) -> None:
    assert isinstance(decode_page(data, content_type), str)
