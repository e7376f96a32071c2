"""Whether a message that may have been sent lies on its topic."""

from collections.abc import Sequence
from datetime import UTC, datetime

from schemas import Delivery
from services.chassis.errors import PresslineError
from services.chassis.kafka import partitions_of, reader, records_until, true_ends
from services.console.dead.markers import CLAIM, Marker
from services.console.messages import partitions_there


async def ends_of(bootstrap: str, topic: str) -> str:
    """Where the topic ends now, `partition:offset` by commas."""
    async with reader(bootstrap) as consumer:
        ends = await true_ends(consumer, await partitions_there(consumer, topic))
        return ",".join(f"{p.partition}:{end}" for p, end in sorted(ends.items()))


async def look_up(bootstrap: str, topic: str, markers: Sequence[Marker]) -> dict[str, str]:
    """The delivery id of each claim whose message lies on the topic, behind where it ended before.

    Raises:
        PresslineError: what came since does not lie there any more, so nobody can tell.
    """
    wanted = {marker.claim.encode(): marker.claim for marker in markers}
    async with reader(bootstrap) as consumer:
        partitions = await partitions_of(consumer, [topic])
        ends = await true_ends(consumer, partitions)
        begins = dict(await consumer.beginning_offsets(partitions))
        told = [dict(_pairs(marker.ends)) for marker in markers]
        for partition in partitions:
            start = min((each.get(partition.partition, 0) for each in told), default=0)
            if start < begins[partition]:
                raise PresslineError(
                    f"{topic} does not hold any more what a replay of {markers[0].time} may have sent of "
                    f"{markers[0].letter}: look whether it arrived, then replay that letter with --again"
                )
            consumer.seek(partition, start)
        found: dict[str, str] = {}
        async for record in records_until(consumer, ends):
            claim = wanted.get(dict(record.headers).get(CLAIM) or b"")
            if claim is not None:
                place = record.topic, record.partition, record.offset, record.timestamp, record.key
                found[claim] = Delivery(*place, datetime.now(UTC)).id
        return found


def _pairs(text: str) -> list[tuple[int, int]]:
    pairs = [each.partition(":") for each in text.split(",")]
    return [(int(p), int(end)) for p, _, end in pairs if p.isdecimal() and end.isdecimal()]
