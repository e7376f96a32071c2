"""A secured Kafka, a real one: we get in by SASL and by certificate, and each mistake is one clear line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chassis.errors import Misconfigured
from services.chassis.kafka import find_broker
from tests.kafka_server import kafka_libs
from tests.line.whole import run
from tests.secure_kafka import PASSWORD, SecureKafka

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureKafka]:
    with SecureKafka(kafka_libs(), tmp_path_factory.mktemp("secure")) as running:
        yield running


def by_sasl(kafka: SecureKafka, folder: Path) -> dict[str, str]:
    (folder / "password").write_text(PASSWORD + "\n")
    return {
        "PRESSLINE_BROKER": kafka.sasl,
        "PRESSLINE_BROKER_SECURITY": "sasl_ssl",
        "PRESSLINE_BROKER_SASL_MECHANISM": "PLAIN",
        "PRESSLINE_BROKER_USER": "admin",
        "PRESSLINE_BROKER_PASSWORD_FILE": str(folder / "password"),
        "PRESSLINE_BROKER_CA": str(kafka.ca_file),
        "PRESSLINE_DATA": str(folder),
    }


def by_certificate(kafka: SecureKafka, folder: Path) -> dict[str, str]:
    return {
        "PRESSLINE_BROKER": kafka.mtls,
        "PRESSLINE_BROKER_SECURITY": "ssl",
        "PRESSLINE_BROKER_CA": str(kafka.ca_file),
        "PRESSLINE_BROKER_CERT": str(kafka.cert_file),
        "PRESSLINE_BROKER_KEY": str(kafka.key_file),
        "PRESSLINE_DATA": str(folder),
    }


@pytest.mark.parametrize("way", [by_sasl, by_certificate])
def test_we_get_in(kafka: SecureKafka, tmp_path: Path, way: object) -> None:
    assert callable(way)
    done = run("topics", "apply", variables=way(kafka, tmp_path))
    assert done.returncode == 0, done.stderr.decode()


def test_a_wrong_password_ends_a_command_with_one_line_and_2(kafka: SecureKafka, tmp_path: Path) -> None:
    wrong = {**by_sasl(kafka, tmp_path), "PRESSLINE_BROKER_PASSWORD_FILE": str(tmp_path / "wrong")}
    (tmp_path / "wrong").write_text("not-the-password")
    done = run("topics", "apply", variables=wrong)
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert said.splitlines()[-1].startswith("pressline: "), said
    assert "PRESSLINE_BROKER_PASSWORD" in said
    assert "Traceback" not in said
    assert "not-the-password" not in said


async def test_each_mistake_names_the_variable(
    kafka: SecureKafka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sasl, certificate = by_sasl(kafka, tmp_path), by_certificate(kafka, tmp_path)
    no_cert = {"PRESSLINE_BROKER_CERT": "", "PRESSLINE_BROKER_KEY": ""}
    mistakes = [
        ({**sasl, "PRESSLINE_BROKER_SASL_MECHANISM": "SCRAM-SHA-512"}, "PRESSLINE_BROKER_SASL_MECHANISM"),
        ({**sasl, "PRESSLINE_BROKER_CA": str(kafka.other_ca_file)}, "PRESSLINE_BROKER_CA"),
        ({**sasl, "PRESSLINE_BROKER": kafka.by_name}, "is not for localhost: set PRESSLINE_BROKER"),
        ({**sasl, "PRESSLINE_BROKER": kafka.server.bootstrap}, "PRESSLINE_BROKER_SECURITY"),
        ({**certificate, "PRESSLINE_BROKER": kafka.stale}, "expired"),
        ({**certificate, "PRESSLINE_BROKER": kafka.sasl}, "PRESSLINE_BROKER_SECURITY"),
        ({**certificate, **no_cert}, "PRESSLINE_BROKER_CERT"),
        ({"PRESSLINE_BROKER": kafka.sasl}, "PRESSLINE_BROKER_SECURITY"),
    ]
    for variables, named in mistakes:
        with monkeypatch.context() as patched:
            for name, value in variables.items():
                patched.setenv(name, value)
            with pytest.raises(Misconfigured) as raised:
                await find_broker(variables["PRESSLINE_BROKER"])
        assert named in str(raised.value)
        assert PASSWORD not in str(raised.value)
