"""Changes one setting in the settings file and keeps everything else in it, comments too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.one_writer import alone_in, write_whole
from tui.settings import BadSettings, NoFolder, ensure_private_dir

if TYPE_CHECKING:
    from pathlib import Path

    from tomlkit import TOMLDocument

KEPT = "it counts until you leave"


def change(path: Path | None, name: str, value: object) -> None:
    """Write one setting; a mapping becomes a table. Other programs that do the same at once wait for each other.

    Raises BadSettings when there is no file, it is broken by now, or it cannot be written; it then stays as it was.
    """
    if path is None:
        raise BadSettings(f"There is no home directory to keep {name} in, so {KEPT}.")
    try:
        ensure_private_dir(path.parent)
        with alone_in(path.parent):
            document = _read(path)
            _put(document, name, value)
            write_whole(path, document.as_string())
    except (OSError, NoFolder) as error:
        cause = error.__cause__ if isinstance(error, NoFolder) else error
        why = str(getattr(cause, "strerror", "")).lower()
        raise BadSettings(f"{path} cannot be written ({why}), so {KEPT}. Correct that, or write it there.") from error


def _read(path: Path) -> TOMLDocument:
    import tomlkit  # noqa: PLC0415  (30 ms, which only a change pays)

    try:
        return tomlkit.parse(path.read_bytes().decode("utf-8-sig") if path.exists() else "")
    except ValueError as error:  # both no UTF-8 and no TOML
        raise BadSettings(f"{path} cannot be changed, as it is broken, so {KEPT}. Correct it first.") from error


def _put(document: TOMLDocument, name: str, value: object) -> None:
    table = document.get(name)
    if not (isinstance(value, Mapping) and isinstance(table, Mapping)):
        document[name] = dict(value) if isinstance(value, Mapping) else value
        return
    there: Any = table
    for key in [key for key in there if key not in value]:
        del there[key]
    there.update(value)
