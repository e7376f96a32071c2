"""Log lines go to standard error, ours at the level of the settings."""

import logging
import sys


def log_to_stderr(level: str) -> None:
    """Set logging up for this process."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr
    )
    logging.getLogger("pressline").setLevel(level.upper())
    # a broker that is away is said once, by us, in words; these say it many times a second
    for noisy in ("aiokafka", "faust", "mode"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    # but why a group does not let a service in, nobody else says
    logging.getLogger("aiokafka.consumer.group_coordinator").setLevel(logging.ERROR)
