"""A secret X may come from a file, X_FILE: Docker and Kubernetes mount them, and no environment shows it."""

from pathlib import Path

from pydantic import SecretStr, ValidationInfo


def readable(path: Path | None) -> Path | None:
    """The path, if a secret can be read from it.

    Raises:
        ValueError: it can't; the text says why, and nothing of what is in the file.
    """
    if path is not None:
        read_secret(path)
    return path


def read_secret(path: Path) -> str:
    """What stands in the file, without the newline that editors put at its end.

    Raises:
        ValueError: it can't be read, is not UTF-8, or is empty.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ValueError("the file is not UTF-8") from None
    except OSError as error:
        raise ValueError(f"the file can't be read ({error.strerror})") from None
    secret = text.removesuffix("\n").removesuffix("\r")
    if not secret:
        raise ValueError("the file is empty")
    return secret


def from_file(value: SecretStr, info: ValidationInfo) -> SecretStr:
    """The secret itself, or what stands in its file; the field NAME_file is validated before.

    Raises:
        ValueError: both are given.
    """
    path = info.data.get(f"{info.field_name}_file")
    if path is None:
        return value
    if value.get_secret_value():
        raise ValueError(f"give it or PRESSLINE_{str(info.field_name).upper()}_FILE, not both")
    return SecretStr(read_secret(path))
