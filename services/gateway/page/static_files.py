"""The page's style sheets, scripts and icon: a handful of small files, read once and kept by browsers."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent; `version` changes with its content, so that it may be cached for good."""

    content: bytes
    media_type: str
    version: str


def read_static_files() -> dict[str, StaticFile]:
    """All of them, by name."""
    return {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    return StaticFile(content, TYPES[path.suffix], sha256(content).hexdigest()[:12])


STATIC_FILES = read_static_files()
