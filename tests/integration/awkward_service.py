"""`python -m tests.integration.awkward_service NAME FOLDER`: settings by environment, as every service."""

import sys
from pathlib import Path

from services.chassis.errors import PresslineError
from services.chassis.serve import serve
from services.chassis.settings import read_settings
from tests.integration.awkward import Folder, awkward_stage


def main() -> None:
    name, folder = sys.argv[1:]
    try:
        serve(name, read_settings(), lambda url: Folder(Path(folder)), [awkward_stage(name)])
    except PresslineError as error:
        sys.exit(f"pressline: {error}")


if __name__ == "__main__":
    main()
