"""Which services of a `pressline up` on this machine do not answer.

A consumer group forgets a member that is silent, so on Kafka nobody needs to ask the processes. The embedded
broker (Tansu 0.6.0) keeps a killed member for ever; but then an `up` runs on this machine, and has noted its
services' ports.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

import aiohttp

from services.chassis.lag import running_services
from services.chassis.settings import Settings

ANSWER_WITHIN = 2.0
"""Seconds in which a process that lives answers `/livez`."""
LOOPBACK, EVERYWHERE = "127.0.0.1", ("0.0.0.0", "::")  # noqa: S104 - to compare with, nothing binds here

Silent = Callable[[], Awaitable[frozenset[str]]]
"""Gives the services of which no process answers."""


async def nobody_asked() -> frozenset[str]:
    """For whom takes the group's word."""
    return frozenset()


def silent_services(settings: Settings, bootstrap: str) -> Silent:
    """Who tells which services of the `up` on this data folder and that broker do not answer.

    None where no `up` runs, and none where nobody at all answers: then they are to be asked elsewhere.
    """

    async def ask() -> frozenset[str]:
        copies = running_services(settings, bootstrap)
        if not copies:
            return frozenset()
        host = LOOPBACK if settings.metrics_host in EVERYWHERE else settings.metrics_host
        limit = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=limit) as http:
            answers = await asyncio.gather(*(_answers(http, f"{host}:{port}") for _, port in copies))
        if not any(answers):
            return frozenset()
        by_service = defaultdict(list)
        for (service, _), answered in zip(copies, answers, strict=True):
            by_service[service].append(answered)
        return frozenset(service for service, answered in by_service.items() if not any(answered))

    return ask


async def _answers(http: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with http.get(f"http://{address}/livez"):
            return True
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False
