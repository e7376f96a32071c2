"""A stage whose articles say what goes wrong; `awkward_service` runs it as a process of its own."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from schemas import Delivery, IngestedArticle, NotAnArticle, Outcome, RawArticle
from services.chassis.errors import PresslineError, Unavailable
from services.chassis.settings import Settings
from services.chassis.stage_store import StageResult
from services.ingest.core import admit
from services.line import Stage


def awkward_stage(name: str) -> Stage:
    """A stage with topics of its own; its consumer group is `pressline-NAME`."""
    return Stage(
        name=name,
        service=name,
        input_topic=f"{name}.in",
        input_model=RawArticle,
        load="tests.integration.awkward:load",
        write_batch="tests.integration.awkward:write_batch",
        output_topic=f"{name}.out",
        output_model=IngestedArticle,
        outcome=Outcome.ACCEPTED,
        accepts_tombstones=True,
        heavy=64 * 1024,
    )


def load(settings: Settings) -> Callable[[RawArticle | None, Delivery], IngestedArticle]:
    return work


def work(article: RawArticle | None, delivery: Delivery) -> IngestedArticle:
    content = article.content if article else ""
    if content.startswith("sleep"):
        time.sleep(float(content.split()[1]))
    elif content == "spin":
        while True:
            pass
    elif content == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif content == "eat":
        hoard = [bytes([1]) * 2**26 for _ in range(64)]  # 4 GiB
        assert hoard
    elif content == "raise":
        raise RuntimeError("a bug that this article sets off")
    elif content == "refuse":
        raise NotAnArticle("a menu")
    return admit(article, delivery)


class Folder:
    """A store that is away while the file `away` lies in it; it can't be opened then either."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ping()

    def ping(self) -> None:
        if (self.folder / "away").exists():
            raise Unavailable("the folder is away")

    def close(self) -> None:
        pass


def write_batch(store: Folder, admitted: Sequence[IngestedArticle], now: datetime) -> list[StageResult]:
    store.ping()
    if any(article.content == "kill the service" for article in admitted):
        os.kill(os.getpid(), signal.SIGKILL)
    if any(article.content == "unsettling" for article in admitted):
        raise ValueError("a bug in the store's code that one article sets off")
    if any(article.content == "replaced" for article in admitted) and not (store.folder / "anew").exists():
        (store.folder / "anew").touch()
        raise PresslineError("the folder was replaced: only a new start helps")
    return [StageResult(article, Outcome.ACCEPTED) for article in admitted]
