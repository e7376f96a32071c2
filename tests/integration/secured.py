"""Services, each a process under its own name, on a Kafka that lets each do no more than its rules say."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from confluent_kafka import Consumer, KafkaError, Producer
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._acl import AclBinding, AclOperation, AclPermissionType
from confluent_kafka.admin._resource import ResourcePatternType, ResourceType

from services.access import Acl
from services.line import SERVICES
from tests.integration.processes import Service, ended
from tests.ports import free_ports
from tests.secure_kafka import PASSWORD, SecureKafka


def grant(kafka: SecureKafka, rules: Iterable[Acl]) -> None:
    """Give everybody their rules, as the administrator of the broker."""
    client = AdminClient({"bootstrap.servers": kafka.server.bootstrap})
    bindings = [
        AclBinding(
            ResourceType[rule.resource.upper()],
            rule.name,
            ResourcePatternType[rule.pattern.upper()],
            f"User:{rule.principal}",
            "*",
            AclOperation[rule.operation],
            AclPermissionType.ALLOW,
        )
        for rule in rules
    ]
    for answer in client.create_acls(bindings).values():
        answer.result(30)


def as_user(kafka: SecureKafka, folder: Path, user: str, mechanism: str = "SCRAM-SHA-512") -> dict[str, str]:
    """The variables of whoever goes by that name."""
    password = folder / "password"
    password.write_text(PASSWORD + "\n")
    return {
        "PRESSLINE_BROKER": kafka.sasl,
        "PRESSLINE_BROKER_SECURITY": "sasl_ssl",
        "PRESSLINE_BROKER_SASL_MECHANISM": mechanism,
        "PRESSLINE_BROKER_USER": user,
        "PRESSLINE_BROKER_PASSWORD_FILE": str(password),
        "PRESSLINE_BROKER_CA": str(kafka.ca_file),
        "PRESSLINE_DATA": str(folder),
        "PRESSLINE_PARTITIONS": "2",
        "PRESSLINE_SESSION_TIMEOUT": "6",
    }


def service_of(name: str, folder: Path, variables: Mapping[str, str]) -> Service:
    """The service as a container runs it, not started."""
    port, http_port = free_ports(2)
    environment = {**variables, "PRESSLINE_HTTP_PORT": str(http_port)}
    command = [sys.executable, "-m", "services.cli", "service", name]
    return Service(command, environment, port, folder / f"{name}-{port}.log")


@contextmanager
def services_apart(
    kafka: SecureKafka, folder: Path, names: Sequence[str] = SERVICES
) -> Iterator[dict[str, Service]]:
    """Each service under its own name, ready; ended with the block."""
    services = {name: service_of(name, folder, as_user(kafka, folder, name)) for name in names}
    with ended(*services.values()):
        for service in services.values():
            service.start()
        for service in services.values():
            service.until_ready()
        yield services


def page_of(gateway: Service) -> str:
    """The gateway's address."""
    return f"http://127.0.0.1:{gateway.environment['PRESSLINE_HTTP_PORT']}"


def _client(kafka: SecureKafka, user: str) -> dict[str, str]:
    return {
        "bootstrap.servers": kafka.sasl,
        "security.protocol": "SASL_SSL",
        "ssl.ca.location": str(kafka.ca_file),
        "sasl.mechanism": "SCRAM-SHA-512",
        "sasl.username": user,
        "sasl.password": PASSWORD,
    }


def refused_to_write(kafka: SecureKafka, user: str, topic: str, value: bytes = b"x") -> bool:
    """Whether the broker, sent that message by that user, says that they may not."""
    producer = Producer(_client(kafka, user))
    said: list[KafkaError | None] = []
    producer.produce(topic, value, key=b"k", on_delivery=lambda error, _: said.append(error))
    producer.flush(15)
    [error] = said
    return error is not None and error.code() == KafkaError.TOPIC_AUTHORIZATION_FAILED


def refused_to_read(kafka: SecureKafka, user: str, topic: str) -> bool:
    """The same of that user who asks for the topic, to read it."""
    consumer = Consumer({**_client(kafka, user), "group.id": "nobodys"})
    try:
        error = consumer.list_topics(topic, timeout=15).topics[topic].error
        return error is not None and error.code() == KafkaError.TOPIC_AUTHORIZATION_FAILED
    finally:
        consumer.close()
