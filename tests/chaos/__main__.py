"""`python -m tests.chaos`: the whole line under load and under faults; exit 1 when anything is wrong."""

import argparse
import asyncio
import json
import logging
import random
import sys
import tempfile
from pathlib import Path

from tests.chaos.plan import SERVICES, Plan
from tests.chaos.report import summary, told
from tests.chaos.run import run
from tests.chaos.schedule import PER_ROUND, Kind, read_mix
from tests.chaos.traffic import GOLD

ARTICLES_PER_ROUND = 250
SOAK = 600.0
"""Seconds from which on a run that is spread says whether memory stays flat."""


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """The command line's."""
    parser = argparse.ArgumentParser("python -m tests.chaos", description=__doc__)
    add = parser.add_argument
    add("--seed", type=int, help="the same faults and articles again; without, one is chosen and printed")
    add("--rounds", type=int, default=1, help="a round: 250 articles and some 13 faults")
    add("--articles", type=int, help="articles, instead of 250 a round; each comes 1.7 times or so")
    add("--faults", default="", help=f"KIND=NUMBER …, instead of a round's: {', '.join(Kind)}")
    add("--duration", type=float, help="seconds to spread it over; without: as fast as the line takes it")
    add("--brokers", default="1", help="0 or embedded, 1, or 3 of Kafka")
    add("--store", default="sqlite", choices=["sqlite", "opensearch"])
    add("--scale", default="clean=2 enrich=2 index=2", help="copies of each service")
    add("--in-flight", type=int, default=500, help="deliveries on their way, without --duration")
    add("--rest", type=float, default=300.0, help="seconds to come to rest in")
    add("--data-file", type=Path, default=GOLD, help="JSON Lines with text, headline")
    add("--folder", type=Path, help="where logs and data go (kept)")
    add(
        "--flat",
        action="store_true",
        help="memory that drifts by more than 5 %% is wrong (from 600 s on, always)",
    )
    add("--json", action="store_true", help="one JSON document on standard output")
    return parser.parse_args(given)


def plan_of(options: argparse.Namespace) -> Plan:
    """What to run.

    Raises:
        ValueError: an option's value is of no use.
    """
    brokers = 0 if options.brokers == "embedded" else int(options.brokers)
    if brokers not in (0, 1, 3):
        raise ValueError(f"--brokers {options.brokers}: give embedded (or 0), 1 or 3")
    mix = read_mix(options.faults)
    if not options.faults.strip():
        mix = {kind: count * options.rounds for kind, count in PER_ROUND.items()}
        if not brokers:
            del mix[Kind.BROKER]
    scale = {name: int(number) for name, _, number in (part.partition("=") for part in options.scale.split())}
    if unknown := scale.keys() - set(SERVICES):
        raise ValueError(f"--scale: no service {', '.join(unknown)}")
    return Plan(
        seed=options.seed if options.seed is not None else random.SystemRandom().randrange(10**6),
        articles=options.articles or ARTICLES_PER_ROUND * options.rounds,
        mix=mix,
        brokers=brokers,
        store=options.store,
        scale=scale,
        folder=options.folder or Path(tempfile.mkdtemp(prefix="pressline-chaos-")),
        data=options.data_file,
        duration=options.duration,
        in_flight=options.in_flight,
        rest=options.rest,
        flat=options.flat or (options.duration or 0) >= SOAK,
    )


def main(given: list[str] | None = None) -> int:
    """Run it, tell what was, and say whether all is well: the exit code."""
    options = arguments(given)
    say = sys.stderr if options.json else sys.stdout
    try:
        plan = plan_of(options)
        faults = plan.faults()
    except ValueError as error:
        sys.stderr.write(f"chaos: {error}\n")
        return 2
    say.write(f"chaos: SEED={plan.seed}, {plan.articles} articles, {len(faults)} faults\n")
    # that a broker is away is no news here
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    plan.folder.mkdir(parents=True, exist_ok=True)
    done = asyncio.run(run(plan, lambda line: print(line, file=say, flush=True)))
    for line in told(done):
        say.write(line + "\n")
    if options.json:
        sys.stdout.write(json.dumps(summary(done)) + "\n")
    return 1 if done.verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
