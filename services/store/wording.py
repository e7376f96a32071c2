"""What the page and the command line say alike of what the store shows."""


def also(copies: int, sources: int) -> str:
    """Where else an article stands: also in 3 sources; once more in its own."""
    if sources:
        return "also in 1 source" if sources == 1 else f"also in {sources:,} sources"
    return "once more in its own source" if copies == 1 else f"{copies:,} times more in its own source"
