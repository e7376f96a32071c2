"""The settings of a secured broker: what fits together, and secrets that come from files and show nowhere."""

import os
from pathlib import Path

import pytest

from services.chassis.errors import Misconfigured
from services.chassis.kafka import client_options
from services.chassis.settings import PREFIX, read_settings

SASL = {
    "BROKER": "kafka:9093",
    "BROKER_SECURITY": "sasl_plaintext",
    "BROKER_SASL_MECHANISM": "SCRAM-SHA-512",
    "BROKER_USER": "clean",
    "BROKER_PASSWORD": "of-nobodys-business",
}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)


def give(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(PREFIX + name, value)


def test_without_any_the_broker_is_asked_in_plaintext() -> None:
    assert client_options("kafka:9092") == {
        "bootstrap_servers": "kafka:9092",
        "security_protocol": "PLAINTEXT",
    }


def test_every_client_is_made_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, SASL)
    assert client_options("kafka:9093") == {
        "bootstrap_servers": "kafka:9093",
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "clean",
        "sasl_plain_password": "of-nobodys-business",
    }


def test_tls_asks_for_the_host_name(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, {"BROKER": "kafka:9093", "BROKER_SECURITY": "ssl"})
    assert client_options("kafka:9093")["ssl_context"].check_hostname


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({**SASL, "BROKER_USER": ""}, "PRESSLINE_BROKER_USER"),
        ({**SASL, "BROKER_PASSWORD": ""}, "PRESSLINE_BROKER_PASSWORD"),
        ({**SASL, "BROKER_SASL_MECHANISM": ""}, "PRESSLINE_BROKER_SASL_MECHANISM"),
        ({**SASL, "BROKER_SASL_MECHANISM": "GSSAPI"}, "PRESSLINE_BROKER_SASL_MECHANISM"),
        ({**SASL, "BROKER_SECURITY": "ssl"}, "PRESSLINE_BROKER_SASL_MECHANISM"),
        ({**SASL, "BROKER_SECURITY": "tls"}, "PRESSLINE_BROKER_SECURITY"),
        ({**SASL, "BROKER": "embedded"}, "PRESSLINE_BROKER_SECURITY"),
        ({**SASL, "BROKER_CA": "ca.pem"}, "PRESSLINE_BROKER_CA"),
        ({"BROKER_PASSWORD": "of-nobodys-business"}, "PRESSLINE_BROKER_PASSWORD"),
        ({**SASL, "BROKER_SECURITY": "sasl_ssl", "BROKER_CERT": "own.pem"}, "PRESSLINE_BROKER_KEY"),
        ({**SASL, "BROKER_SECURITY": "sasl_ssl", "BROKER_KEY": "own.key"}, "PRESSLINE_BROKER_CERT"),
        (
            {**SASL, "BROKER_SECURITY": "sasl_ssl", "BROKER_KEY_PASSWORD": "of-nobodys-business"},
            "PRESSLINE_BROKER_KEY_PASSWORD",
        ),
    ],
)
def test_what_does_not_fit_is_named(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], named: str
) -> None:
    give(monkeypatch, variables)
    with pytest.raises(Misconfigured) as raised:
        read_settings()
    assert str(raised.value).startswith(named)
    assert "of-nobodys-business" not in str(raised.value)


@pytest.mark.parametrize("name", ["BROKER_CA", "BROKER_CERT"])
def test_a_file_that_holds_no_certificate_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    (tmp_path / "x.pem").write_text("not a certificate")
    variables = {name: str(tmp_path / "x.pem")}
    if name == "BROKER_CERT":
        variables["BROKER_KEY"] = str(tmp_path / "x.pem")
    give(monkeypatch, {"BROKER": "kafka:9093", "BROKER_SECURITY": "ssl", **variables})
    with pytest.raises(Misconfigured, match=f"PRESSLINE_{name}=.*x.pem"):
        client_options("kafka:9093")


SECRETS = ["broker_password", "broker_key_password", "index_password"]


def with_secret(monkeypatch: pytest.MonkeyPatch, secret: str, path: Path) -> None:
    fitting = {
        "broker_password": {**SASL, "BROKER_PASSWORD": ""},
        "broker_key_password": {
            "BROKER": "kafka:9093",
            "BROKER_SECURITY": "ssl",
            "BROKER_CERT": "c",
            "BROKER_KEY": "k",
        },
        "index_password": {},
    }
    give(monkeypatch, {**fitting[secret], f"{secret.upper()}_FILE": str(path)})


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_secret_comes_from_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, secret: str, end: str
) -> None:
    (tmp_path / "secret").write_bytes(f" of nobody's business{end}".encode())
    with_secret(monkeypatch, secret, tmp_path / "secret")
    settings = read_settings()
    assert getattr(settings, secret).get_secret_value() == " of nobody's business"
    for shown in (repr(settings), str(settings), repr(settings.security), settings.model_dump_json()):
        assert "nobody's business" not in shown


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_given_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, secret: str) -> None:
    (tmp_path / "secret").write_text("of-nobodys-business")
    with_secret(monkeypatch, secret, tmp_path / "secret")
    monkeypatch.setenv(PREFIX + secret.upper(), "other-than-that")
    with pytest.raises(Misconfigured, match=f"^PRESSLINE_{secret.upper()}: .*_FILE, not both$") as raised:
        read_settings()
    assert "other-than-that" not in str(raised.value)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(("content", "why"), [(None, "No such file"), (b"", "empty"), (b"\xff", "UTF-8")])
def test_a_file_without_a_secret_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, secret: str, content: bytes | None, why: str
) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with_secret(monkeypatch, secret, path)
    with pytest.raises(Misconfigured, match=why) as raised:
        read_settings()
    assert str(raised.value).startswith(f"PRESSLINE_{secret.upper()}_FILE=")
    assert str(path) in str(raised.value)
