"""The functions of the stages, loaded once for all tests of the chassis."""

import pytest

from services.chassis.settings import Settings
from services.chassis.step import StageFunction
from services.line import STAGES


@pytest.fixture(scope="session")
def works() -> dict[str, StageFunction]:
    """By stage; all but enrich, whose model takes long to load."""
    return {stage.name: stage.resolve(stage.load)(Settings()) for stage in STAGES if stage.name != "enrich"}
