"""The topics as they should be, and making or checking them."""

from collections.abc import Sequence

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from services.chassis.errors import PresslineError, Unavailable
from services.chassis.kafka import MAX_DEAD, MAX_MESSAGE, admin
from services.chassis.settings import Settings
from services.line import FIRST, topics

DAY = 24 * 3600 * 1000
"""Milliseconds."""


def config_of(topic: str) -> dict[str, str]:
    """A topic's settings, by Kafka's names."""
    dead = topic.endswith(".dead")
    config = {
        "cleanup.policy": "delete",
        "max.message.bytes": str(MAX_DEAD if dead else MAX_MESSAGE),
        # a dead letter waits for a person
        "retention.ms": str((90 if dead else 7) * DAY),
    }
    if topic == FIRST.input_topic:
        # accepted_at is this stamp: the broker's clock, not each producer's
        config["message.timestamp.type"] = "LogAppendTime"
    return config


async def apply_topics(bootstrap: str, settings: Settings) -> list[tuple[str, str]]:
    """Make what is missing and check what is there: (topic, made | fine | what differs).

    Raises:
        PresslineError: the broker refuses to make a topic.
    """
    report = []
    async with admin(bootstrap) as client:
        there = set(await client.list_topics())
        for topic in topics():
            if topic in there:
                report.append((topic, await _check(client, topic, settings)))
                continue
            new = NewTopic(topic, settings.partitions, settings.replication, topic_configs=config_of(topic))
            answer = await client.create_topics([new])
            code, message = answer.topic_errors[0][1], answer.topic_errors[0][2]
            error = for_code(code)
            if code and error is not TopicAlreadyExistsError:
                raise PresslineError(f"{topic} can't be made: {error.__name__} {message or ''}".rstrip())
            # a Kafka that was just asked may not list yet what it has
            made = "made" if not code else await _check(client, topic, settings)
            report.append((topic, made))
    return report


async def _check(client: AIOKafkaAdminClient, topic: str, settings: Settings) -> str:
    described = await client.describe_topics([topic])
    count = len(described[0]["partitions"])
    wrong = []
    if count != settings.partitions:
        wrong.append(f"{count} partitions, not {settings.partitions}")
    wrong += [
        f"{name} is {found}, not {wanted}"
        for name, wanted, found in await _differences(client, topic)
        if found is not None
    ]
    return "; ".join(wrong) or "fine"


async def _differences(client: AIOKafkaAdminClient, topic: str) -> list[tuple[str, str, str | None]]:
    resource = ConfigResource(ConfigResourceType.TOPIC, topic)
    (answer,) = await client.describe_configs([resource])
    found = {entry[0]: entry[1] for entry in answer.resources[0][4]}
    return [
        (name, wanted, found.get(name))
        for name, wanted in config_of(topic).items()
        if found.get(name) != wanted
    ]


async def missing_topics(bootstrap: str, wanted: Sequence[str]) -> list[str]:
    """Which of the topics are not on the broker.

    Raises:
        Unavailable: the broker does not say.
    """
    try:
        async with admin(bootstrap) as client:
            there = set(await client.list_topics())
    except (KafkaError, OSError, TimeoutError) as error:
        raise Unavailable(f"the broker at {bootstrap} does not list its topics: {error}") from None
    return [topic for topic in wanted if topic not in there]


async def require_topics(bootstrap: str, wanted: Sequence[str]) -> None:
    """Look whether the topics are there.

    Raises:
        Unavailable: some are not, or the broker does not say.
    """
    missing = await missing_topics(bootstrap, wanted)
    if missing:
        raise Unavailable(f"no topic {', '.join(missing)} on the broker: run `pressline topics apply`")
