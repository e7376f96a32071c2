"""What the stream is fed from: it begins again where it failed, and knows which ids are of its topic."""

import pytest
from aiokafka.admin import NewPartitions

from services.chassis import tail
from services.chassis.kafka import admin, partitions_of, reader
from services.chassis.settings import Settings
from services.gateway import background as background_module
from services.gateway.app import make_app
from services.gateway.ring import Event, Ring
from services.line import INDEXED
from tests.gateway.serving import index, indexed, serving, stream, take, until, until_ready


class _Broken(Ring):
    broken = True

    def append(self, event: Event) -> None:
        if self.broken:
            raise RuntimeError(f"no room for {event.offset}")
        super().append(event)


async def test_a_feed_that_failed_is_told_and_begins_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_module, "BEGIN_AGAIN", 0.5)
    names = [f"h{number}" for number in range(30)]
    ring = _Broken()
    ring.broken = False
    async with serving(make_app(settings, ring=ring)) as client, stream(client) as reading:
        await anext(reading)
        ring.broken = True
        for name in names:  # several batches: the feed can't begin again with all of them
            await index(settings.broker, [indexed(name)])
        said = ""

        async def told() -> bool:
            nonlocal said
            answer = await client.get("/readyz")
            said = answer.text
            return answer.status_code == 503

        await until(told)
        assert "the live feed is not there" in said
        assert "the live feed failed (RuntimeError, see the log)" in said
        ring.broken = False
        await until_ready(client)
        found = await take(reading, len(names))
    assert sorted(event.article for event in found) == sorted(names)


async def test_whatever_fails_in_the_background_is_told_and_begins_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_module, "BEGIN_AGAIN", 0.5)
    background = background_module.BackgroundTasks()
    tries: list[list[str]] = []

    async def fails_once() -> None:
        tries.append(list(background.down))
        if len(tries) == 1:
            raise RuntimeError("a fault of ours")
        while not background.stopping:
            await background.pause(60)

    async def fails() -> bool:
        return bool(background.down)

    async def works() -> bool:
        return len(tries) == 2 and not background.down

    background.start("the look", fails_once)
    await until(fails)
    assert background.down == ["the look failed (RuntimeError, see the log) and begins again"]
    await until(works)
    await background.stop()


async def test_an_id_beyond_the_end_begins_anew(broker: str, url: str) -> None:
    await index(broker, [indexed(f"i{number}") for number in range(20)])
    async with serving(make_app(Settings(broker=broker, index=url))) as client:
        async with stream(client) as reading:
            now = (await anext(reading)).id
        offsets, last, stamp = now.split(".")
        first, *others = offsets.split("-")
        beyond = f"{int(first) + 1000}"
        for made_up in (
            "9" * 18,
            ".".join(["-".join([beyond, *others]), last, stamp]),
            f"{offsets}-7",  # of more partitions than there are
        ):
            async with stream(client, made_up) as reading:
                gap, event = await take(reading, 2)
            assert (gap.kind, event.kind) == ("gap", "article"), made_up
            assert "no event of that id" in gap.json["detail"]


class _Behind(Ring):
    def append(self, event: Event) -> None:
        """Take nothing in."""


async def test_an_id_of_another_copy_that_is_ahead_is_let_in(broker: str, url: str) -> None:
    settings = Settings(broker=broker, index=url)
    async with serving(make_app(settings)) as one, serving(make_app(settings, ring=_Behind())) as other:
        async with stream(one) as reading:
            await anext(reading)
            await index(broker, [indexed(f"j{number}") for number in range(20)])
            *_, last = await take(reading, 20)
        async with stream(other, last.id) as reading:
            assert (await anext(reading)).id == last.id


async def test_partitions_that_are_added_are_read_from_their_beginning(
    kafka: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tail, "LOOK_EVERY", 0.5)
    async with reader(kafka) as consumer, serving(make_app(Settings(broker=kafka, index=url))) as client:
        before = len(await partitions_of(consumer, [INDEXED]))
        async with stream(client) as reading:
            start = (await anext(reading)).id
            async with admin(kafka) as administrator:
                await administrator.create_partitions({INDEXED: NewPartitions(before + 1)})

            async def there() -> bool:
                return len(await partitions_of(consumer, [INDEXED])) > before

            await until(there)
            names = [f"k{number}" for number in range(60)]
            await index(kafka, [indexed(name) for name in names])
            seen = await take(reading, 60)
        async with stream(client, start) as reading:  # an id of fewer partitions
            again = await take(reading, 60)
        async with stream(client, seen[29].id) as reading:
            rest = await take(reading, 30)
    assert len(seen[-1].id.partition(".")[0].split("-")) == before + 1
    assert sorted(event.article for event in seen) == sorted(names)
    assert sorted(event.article for event in again) == sorted(names)
    assert sorted(event.article for event in seen[:30] + rest) == sorted(names)
