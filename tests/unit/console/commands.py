"""What a command said, and what the store of its tests holds."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

COMMANDS = "\x1b[31mred\x1b]0;owned\x07\u202e [bold]x[/bold] [/]"
"""Text that would command a terminal or rich, were it printed as it is."""
TALKS = "Trade talks stalled in Geneva. “We are far apart,” said Ana Ruiz, who speaks for the Union."


@dataclass(frozen=True)
class Done:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def documents(self) -> list[Any]:
        """Standard output as JSON, a document a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Done]
