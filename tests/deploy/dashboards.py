"""The queries of the Grafana dashboards, as Prometheus takes them."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "deploy" / "grafana" / "dashboards"


def panels() -> list[dict[str, Any]]:
    """Every panel that shows something."""
    boards = [json.loads(file.read_text()) for file in sorted(FOLDER.glob("*.json"))]
    return [panel for board in boards for panel in board["panels"] if panel["type"] != "row"]


def queries() -> list[str]:
    """Every query, with a minute where Grafana puts in four scrapes or more."""
    asked = [target["expr"] for panel in panels() for target in panel["targets"]]
    return [query.replace("$__rate_interval", "1m") for query in asked]
