"""Settings: the contract's names and defaults, and mistakes that name the variable."""

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from services.chassis.errors import Misconfigured
from services.chassis.settings import PREFIX, Settings, read_settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)


CONTRACT: dict[str, Any] = {
    "PRESSLINE_BROKER": "embedded",
    "PRESSLINE_DATA": Path("./data"),
    "PRESSLINE_BROKER_PORT": 19092,
    "PRESSLINE_PARTITIONS": 6,
    "PRESSLINE_HTTP_PORT": 8080,
    "PRESSLINE_METRICS_PORT": 9100,
}


@pytest.mark.parametrize("variable", CONTRACT)
def test_a_variable_of_the_contract_has_its_default(variable: str) -> None:
    assert getattr(read_settings(), variable.removeprefix(PREFIX).lower()) == CONTRACT[variable]


def test_the_store_lies_in_the_data_folder_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().store_url == "sqlite:///data/index.db"
    monkeypatch.setenv("PRESSLINE_DATA", "/var/lib/pressline")
    assert read_settings().store_url == "sqlite:////var/lib/pressline/index.db"
    monkeypatch.setenv("PRESSLINE_INDEX", "sqlite:///elsewhere.db")
    assert read_settings().store_url == "sqlite:///elsewhere.db"


GOOD: list[tuple[str, str, Any]] = [
    ("PRESSLINE_BROKER", "kafka:9092", "kafka:9092"),
    ("PRESSLINE_BROKER", "a:1,b.example.com:65535,[::1]:9092", "a:1,b.example.com:65535,[::1]:9092"),
    ("PRESSLINE_BROKER_PORT", "1", 1),
    ("PRESSLINE_PARTITIONS", "1000", 1000),
    ("PRESSLINE_HTTP_PORT", "65535", 65535),
    ("PRESSLINE_TIME_BUDGET", "0.5", 0.5),
    ("PRESSLINE_LOG_LEVEL", "debug", "debug"),
    ("PRESSLINE_INDEX", "http://search:9200", "http://search:9200"),
    ("PRESSLINE_INDEX", "https://[::1]:9200/", "https://[::1]:9200/"),
    ("PRESSLINE_INDEX_CA", "/etc/ca.pem", Path("/etc/ca.pem")),
    ("PRESSLINE_RATE_LIMIT", "1", 1),
    ("PRESSLINE_CORS_ORIGINS", "", ""),
    ("PRESSLINE_CORS_ORIGINS", "*", "*"),
    (
        "PRESSLINE_CORS_ORIGINS",
        "https://news.example, http://localhost:3000,http://[::1]:8080",
        "https://news.example,http://localhost:3000,http://[::1]:8080",
    ),
]


@pytest.mark.parametrize(("variable", "text", "value"), GOOD)
def test_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str, value: Any
) -> None:
    monkeypatch.setenv(variable, text)
    assert getattr(read_settings(), variable.removeprefix(PREFIX).lower()) == value


BAD = [
    ("PRESSLINE_BROKER", ""),
    ("PRESSLINE_BROKER", "kafka"),
    ("PRESSLINE_BROKER", "kafka:"),
    ("PRESSLINE_BROKER", ":9092"),
    ("PRESSLINE_BROKER", "kafka:port"),
    ("PRESSLINE_BROKER", "kafka:0"),
    ("PRESSLINE_BROKER", "kafka:65536"),
    ("PRESSLINE_BROKER", "a:1,,b:2"),
    ("PRESSLINE_BROKER", "a:1,embedded"),
    ("PRESSLINE_BROKER", "Embedded"),
    ("PRESSLINE_INDEX", "index.db"),
    ("PRESSLINE_INDEX", "postgres://db/index"),
    ("PRESSLINE_INDEX", "sqlite:///"),
    ("PRESSLINE_INDEX", "http://"),
    ("PRESSLINE_INDEX", "http://search:port"),
    ("PRESSLINE_INDEX", "http://search:9200/articles"),
    ("PRESSLINE_INDEX", "https://search:9200?pretty"),
    ("PRESSLINE_RATE_LIMIT", "0"),
    ("PRESSLINE_CORS_ORIGINS", "news.example"),
    ("PRESSLINE_CORS_ORIGINS", "localhost:3000"),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example/"),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example/path"),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example?x"),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example#x"),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example:443"),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example:0443"),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example:port"),
    ("PRESSLINE_CORS_ORIGINS", "https://News.example"),
    ("PRESSLINE_CORS_ORIGINS", "https://*.news.example"),
    ("PRESSLINE_CORS_ORIGINS", "https://zürich.example"),
    ("PRESSLINE_CORS_ORIGINS", "ftp://news.example"),
    ("PRESSLINE_CORS_ORIGINS", "https//news.example"),
    ("PRESSLINE_CORS_ORIGINS", "https://"),
    ("PRESSLINE_CORS_ORIGINS", "https://[::1"),
    ("PRESSLINE_CORS_ORIGINS", "null"),
    ("PRESSLINE_CORS_ORIGINS", ","),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example,"),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example https://other.example"),
    ("PRESSLINE_CORS_ORIGINS", "https://news.example,*"),
    ("PRESSLINE_BROKER_PORT", "0"),
    ("PRESSLINE_BROKER_PORT", "65536"),
    ("PRESSLINE_BROKER_PORT", "one"),
    ("PRESSLINE_BROKER_PORT", ""),
    ("PRESSLINE_HTTP_PORT", "80.5"),
    ("PRESSLINE_METRICS_PORT", "-1"),
    ("PRESSLINE_PARTITIONS", "0"),
    ("PRESSLINE_PARTITIONS", "six"),
    ("PRESSLINE_REPLICATION", "0"),
    ("PRESSLINE_TIME_BUDGET", "0"),
    ("PRESSLINE_TIME_BUDGET", "nan"),
    ("PRESSLINE_TIME_BUDGET", "inf"),
    ("PRESSLINE_BATCH", "0"),
    ("PRESSLINE_SESSION_TIMEOUT", "0"),
    ("PRESSLINE_WORKERS", "0"),
    ("PRESSLINE_LOG_LEVEL", "loud"),
]


@pytest.mark.parametrize(("variable", "value"), BAD)
def test_a_bad_value_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(Misconfigured) as wrong:
        read_settings()
    assert str(wrong.value).startswith(f"{variable}={value!r}: ")
    assert "\n" not in str(wrong.value)


def test_an_origin_has_nobodys_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSLINE_CORS_ORIGINS", "https://desk:secret@news.example")
    with pytest.raises(Misconfigured, match=r"PRESSLINE_CORS_ORIGINS=.*give https://news.example$") as wrong:
        read_settings()
    assert "secret" not in str(wrong.value)


def test_no_authority_is_the_machines_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSLINE_INDEX_CA", "")
    assert read_settings().index_ca is None
    monkeypatch.setenv("PRESSLINE_INDEX_CA", "ca.pem")
    assert read_settings().index_ca == Path("ca.pem")


KEY = "0123456789abcdef"
BAD_KEYS = [KEY, f"desk:{KEY[1:]}", f":{KEY}", f"desk:{KEY},desk:{KEY}", f"desk:{KEY},{KEY}"]


def test_api_keys_have_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSLINE_API_KEYS", f"desk:{KEY},feed:{KEY[::-1]}")
    assert read_settings().api_keys.get_secret_value() == f"desk:{KEY},feed:{KEY[::-1]}"
    assert KEY not in repr(read_settings())


@pytest.mark.parametrize(
    "key", ["clé-de-la-rédaction-du-soir", f"{KEY}ключ", " correct-horse-battery", "correct\thorse-battery"]
)
def test_a_key_that_no_request_can_carry_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("PRESSLINE_API_KEYS", f"wire:another-long-secret-key,desk:{key}")
    with pytest.raises(Misconfigured, match=r"^PRESSLINE_API_KEYS: .* ASCII") as wrong:
        read_settings()
    assert key.strip() not in str(wrong.value)


@pytest.mark.parametrize("keys", BAD_KEYS)
def test_bad_api_keys_are_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setenv("PRESSLINE_API_KEYS", keys)
    with pytest.raises(Misconfigured, match=r"^PRESSLINE_API_KEYS: give NAME:KEY") as wrong:
        read_settings()
    assert KEY[1:] not in str(wrong.value)


def test_a_password_in_the_address_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSLINE_INDEX", "https://me:secret@search:9200")
    with pytest.raises(Misconfigured, match="PRESSLINE_INDEX_PASSWORD") as wrong:
        read_settings()
    assert "secret" not in str(wrong.value)


TYPOS = {
    "PRESSLINE_BROKERS": "PRESSLINE_BROKER",
    "PRESSLINE_PARTITION": "PRESSLINE_PARTITIONS",
    "PRESSLINE_METRIC_PORT": "PRESSLINE_METRICS_PORT",
    "PRESSLINE_BROKERPORT": "PRESSLINE_BROKER_PORT",
    "PRESSLINE_DATE": "PRESSLINE_DATA",
    "pressline_broker": "PRESSLINE_BROKER",
    "Pressline_Index": "PRESSLINE_INDEX",
}


@pytest.mark.parametrize("typo", TYPOS)
def test_a_typo_is_named_with_what_was_meant(monkeypatch: pytest.MonkeyPatch, typo: str) -> None:
    monkeypatch.setenv(typo, "x")
    with pytest.raises(Misconfigured, match=rf"^{typo} is not a setting: did you mean {TYPOS[typo]}\?$"):
        read_settings()


def test_a_name_like_no_other_is_answered_with_all_that_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSLINE_" + "X" * 60, "x")
    with pytest.raises(Misconfigured, match="is not a setting: known are ") as wrong:
        read_settings()
    for variable in CONTRACT:
        assert variable in str(wrong.value)


def test_variables_of_others_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROKER", "kafka:9092")
    monkeypatch.setenv("MY_PRESSLINE_BROKER", "kafka:9092")
    assert read_settings().broker == "embedded"


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(Settings(), "broker", "kafka:9092")  # noqa: B010  (mypy knows that it is frozen)
