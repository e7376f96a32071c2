"""A secured Kafka, a real one: we get in by SASL and by certificate, and each mistake is one clear line."""

import asyncio
import json
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from schemas import Outcome
from services.access import Acl, acls
from services.chassis.errors import Misconfigured
from services.chassis.kafka import admin, find_broker
from services.chassis.settings import Settings
from services.line import GATEWAY, SERVICES
from services.store import open_store
from tests.integration.brokers import free_port
from tests.integration.processes import until
from tests.integration.secured import (
    as_user,
    grant,
    page_of,
    refused_to_read,
    refused_to_write,
    services_apart,
)
from tests.integration.whole import run
from tests.kafka_server import kafka_libs
from tests.secure_kafka import PASSWORD, SecureKafka

TEXT = "OSLO — The council of Oslo voted on Monday to build a bridge. “We will,” said Mary Doyle, its leader."

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureKafka]:
    with SecureKafka(kafka_libs(), tmp_path_factory.mktemp("secure")) as running:
        yield running


def by_sasl(kafka: SecureKafka, folder: Path) -> dict[str, str]:
    return as_user(kafka, folder, "admin", "PLAIN")


def by_certificate(kafka: SecureKafka, folder: Path) -> dict[str, str]:
    return {
        "PRESSLINE_BROKER": kafka.mtls,
        "PRESSLINE_BROKER_SECURITY": "ssl",
        "PRESSLINE_BROKER_CA": str(kafka.ca_file),
        "PRESSLINE_BROKER_CERT": str(kafka.cert_file),
        "PRESSLINE_BROKER_KEY": str(kafka.key_file),
        "PRESSLINE_DATA": str(folder),
        "PRESSLINE_PARTITIONS": "2",
    }


def test_each_service_does_its_work_with_its_own_rules_and_nothing_else(
    kafka: SecureKafka, tmp_path: Path
) -> None:
    """An article, and one that dies; then no rule is left that nobody needed, and none was missing."""
    grant(kafka, acls())
    ops = as_user(kafka, tmp_path, "ops", "PLAIN")
    assert run("topics", "apply", variables=ops).returncode == 0
    with services_apart(kafka, tmp_path) as services:
        address = page_of(services[GATEWAY])
        article = {"url": "https://example.com/a", "source": "X", "content": TEXT}
        request = urllib.request.Request(
            f"{address}/v1/articles", json.dumps(article).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            delivery = json.loads(answer.read())["delivery_id"]
        assert not refused_to_write(kafka, "producer", "articles.raw", b"no article")

        with closing(open_store(Settings(data=tmp_path))) as store:
            until(lambda: [store.tally()[end] for end in ("indexed", "dead")] == [1, 1], seconds=30)
            assert store.journeys([delivery])[delivery].outcome is Outcome.INDEXED
        shown = run("tail", "articles.indexed", "--from-beginning", "--limit", "1", variables=ops)
        assert b"https://example.com/a" in shown.stdout, shown.stderr
        replayed = run("dead", "replay", "--json", variables=ops)
        assert json.loads(replayed.stdout)["replayed"] == 1, replayed.stderr
        again = run("topics", "apply", variables=ops)  # and now it compares
        assert again.returncode == 0, again.stdout + again.stderr
        audit = run("audit", "--json", variables=ops)
        assert audit.returncode == 0, audit.stdout + audit.stderr
        assert asyncio.run(notes_of(kafka, "clean")), "clean notes what it has begun"

    decisions = kafka.decisions()
    ours = {*SERVICES, "ops", "producer"}
    assert not [each for each in decisions if each.principal in ours and not each.allowed]
    used = {(each.principal, each.operation, each.name) for each in decisions if each.allowed}
    idle = [rule for rule in acls() if rule.pattern == "literal" and (rule[0], rule[4], rule[2]) not in used]
    assert [rule for rule in idle if not of_a_death(rule)] == []

    for user, topic in (
        ("clean", "articles.raw"),
        ("clean", "articles.enriched"),
        ("gateway", "articles.clean"),
        ("producer", "articles.clean"),
        ("ops", "articles.indexed"),
    ):
        assert refused_to_write(kafka, user, topic), (user, topic)
    for user, topic in (("ingest", "articles.clean"), ("producer", "articles.indexed")):
        assert refused_to_read(kafka, user, topic), (user, topic)


def test_a_certificate_is_a_name_too(kafka: SecureKafka, tmp_path: Path) -> None:
    done = run("topics", "apply", variables=by_certificate(kafka, tmp_path))
    assert done.returncode == 0, done.stderr.decode()


def test_a_wrong_password_ends_whatever_asks_the_broker_with_one_line_and_2(
    kafka: SecureKafka, tmp_path: Path
) -> None:
    (tmp_path / "wrong").write_text("not-the-password")
    wrong = {
        **by_sasl(kafka, tmp_path),
        "PRESSLINE_BROKER_PASSWORD_FILE": str(tmp_path / "wrong"),
        "PRESSLINE_HTTP_PORT": str(free_port()),
        "PRESSLINE_METRICS_PORT": str(free_port()),
    }
    for command in (["service", "ingest"], ["service", "gateway"], ["audit"]):
        done = run(*command, variables=wrong)
        said = done.stderr.decode()
        assert done.returncode == 2, (command, said)
        assert said.splitlines()[-1].startswith("pressline: the broker at "), said
        assert "PRESSLINE_BROKER_PASSWORD" in said
        assert "Traceback" not in said
        assert "not-the-password" not in said


async def test_each_mistake_names_the_variable(
    kafka: SecureKafka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sasl, certificate = by_sasl(kafka, tmp_path), by_certificate(kafka, tmp_path)
    no_cert = {"PRESSLINE_BROKER_CERT": "", "PRESSLINE_BROKER_KEY": ""}
    mistakes = [
        ({**sasl, "PRESSLINE_BROKER_SASL_MECHANISM": "SCRAM-SHA-256"}, "PRESSLINE_BROKER_SASL_MECHANISM"),
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


def of_a_death(rule: Acl) -> bool:
    """Whether it takes a death at that stage to use this: only ingest saw one."""
    dead = rule.operation == "WRITE" and rule.name.endswith(".dead") and rule.name != "articles.raw.dead"
    return dead or (rule.principal == "ops" and rule.operation == "WRITE")


async def notes_of(kafka: SecureKafka, service: str) -> bool:
    """Whether the service could write to the group in which it notes what it has begun."""
    async with admin(kafka.server.bootstrap) as client:
        return bool(await client.list_consumer_group_offsets(f"pressline-{service}-begun-1"))
