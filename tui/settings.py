"""The settings of one run, from arguments, environment and the TOML file; and where things are kept."""

import os
import pwd
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from models.rules.refusals import BookUnusable
from screens.preferences import GLYPHS, THEMES
from tui.settings_file import BadSettings, SettingsFile

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["BadSettings", "NoFolder", "NotSupportedYet", "Settings", "account", "ensure_private_dir", "load"]

POSTGRES = ("postgres://", "postgresql://")


class NotSupportedYet(BookUnusable):
    """A database that a later version will open."""


class NoFolder(BookUnusable):
    """There is no folder to keep the book in, and none can be made."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one run goes by. `state` is None where there is nowhere to keep a log."""

    db: Path
    zone: "ZoneInfo"
    config: Path | None
    state: Path | None
    theme: str = THEMES[0]
    glyphs: str = GLYPHS[0]
    start_veiled: bool = False
    """Whether everything confidential is hidden at first."""

    keys: Mapping[str, object] = field(default_factory=dict)
    """Keys by action id, as they stand in the file, not checked yet."""

    notices: tuple[str, ...] = ()
    """What is wrong in the file and what is used instead, one sentence and its remedy each."""

    warnings: tuple[str, ...] = ()
    """Those notices that are about the file or its names, not about looks: the command line tells them, too."""

    @property
    def pins(self) -> Path | None:
        """The folder of what each member saw last of the key log and of notes."""
        return self.state and self.state / "keys"

    @property
    def guides(self) -> Path | None:
        """The folder of the team's own guides for conversations, beside the settings file."""
        return self.config and self.config.parent / "guides"


def load(environ: Mapping[str, str], *, db: str | None = None, etc: Path = Path("/etc"), mend: bool = True) -> Settings:
    """Return the settings: an argument counts before the environment, that before the file, that before the default.

    Files are found by the XDG base directory specification (freedesktop.org): a relative path in a variable is ignored.
    A file that is no TOML is kept aside, with `mend`, and the defaults are used.

    Raises:
        BadSettings: a value cannot be used.
        NotSupportedYet: the database is on a server.
        NoFolder: no home directory, and no path given instead.

    """
    home = _home(environ)
    config = _xdg(environ, "XDG_CONFIG_HOME", home, ".config", "config.toml")
    kept = SettingsFile(config)
    book = _database(environ, db, kept, _xdg(environ, "XDG_DATA_HOME", home, ".local/share", "wellkept.db"))
    zone = _zone(environ, kept, etc)
    (kept.put_aside if mend else kept.tell_broken)(instead=f"the book is {book} and the time zone {zone}")
    warnings = tuple(kept.notices)
    return Settings(
        db=book,
        zone=zone,
        config=config,
        state=_xdg(environ, "XDG_STATE_HOME", home, ".local/state"),
        theme=kept.one_of("theme", THEMES),
        glyphs=kept.one_of("glyphs", GLYPHS),
        start_veiled=kept.yes("start_veiled"),
        keys=kept.table("keys"),
        notices=tuple(kept.notices),
        warnings=warnings,
    )


def account() -> str:
    """Return the name of the account that this process runs as, which no variable can change."""
    uid = os.getuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid-{uid}"


def person() -> str:
    """Return what the person behind this account is called, as far as the system knows."""
    try:
        return pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip() or account()
    except KeyError:
        return account()


def ensure_private_dir(folder: Path) -> None:
    """Make this folder, and those above it, for the owner alone; what is there already stays as it is.

    Raises:
        NoFolder: it cannot be made, or is not a folder.

    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        for path in reversed(missing):
            path.mkdir(mode=0o700, exist_ok=True)
        if not folder.is_dir():
            raise NotADirectoryError(20, "it is not a folder")
    except OSError as error:
        why = error.strerror or "it cannot be made"
        raise NoFolder(f"the folder {folder} cannot be used: {why}. Name another place with --db PATH.") from error


def _home(environ: Mapping[str, str]) -> Path | None:
    """Return the home directory from $HOME, else from the account; None if neither knows."""
    home = environ.get("HOME", "")
    if not home.startswith("/"):
        with suppress(KeyError):
            home = pwd.getpwuid(os.getuid()).pw_dir
    return Path(home) if home.startswith("/") else None


def _xdg(environ: Mapping[str, str], name: str, home: Path | None, default: str, file: str = "") -> Path | None:
    value = environ.get(name, "")
    base = Path(value) if value.startswith("/") else home and home / default
    return base and base / "wellkept" / file


def _database(environ: Mapping[str, str], argument: str | None, kept: SettingsFile, default: Path | None) -> Path:
    if argument is not None and not argument.strip():
        raise BadSettings("--db needs the path of a file. Leave it out for your own book.")
    named = argument or environ.get("WELLKEPT_DB") or None
    if named is None and kept.path and (written := kept.words("db")):
        return kept.path.parent / _file(written)
    if named is not None:
        return Path.cwd() / _file(named)
    if default is None:
        raise NoFolder("there is no home directory to keep the book in. Set HOME, or name a file with --db PATH.")
    return default


def _file(named: str) -> Path:
    """Return the path that a database's name means."""
    if named.startswith(POSTGRES):
        raise NotSupportedYet("PostgreSQL is not supported yet in this version. Name a file with --db PATH.")
    if "://" in named:
        raise BadSettings("the database is neither a file nor a postgres:// address. Name a file with --db PATH.")
    try:
        return Path(named).expanduser()
    except RuntimeError as error:
        raise NoFolder(f"nobody knows the home directory in {named}. Write the whole path.") from error


def _zone(environ: Mapping[str, str], kept: SettingsFile, etc: Path) -> "ZoneInfo":
    written = kept.words("zone")
    if written:
        return _known(written) or _refuse(kept.bad("zone", 'is not a time zone such as "Europe/London"'))
    named = _zone_name(environ.get("TZ", "").removeprefix(":"))
    if named:
        where = kept.path or "the settings"
        sentence = f'TZ={named} is not a time zone such as Europe/London. Correct it, or write zone = "…" in {where}.'
        return _known(named) or _refuse(BadSettings(sentence))
    return _known(_timezone_file(etc)) or _known(_localtime_link(etc)) or _utc()


def _refuse(error: BadSettings) -> "ZoneInfo":
    raise error


def _known(name: str) -> "ZoneInfo | None":
    from zoneinfo import ZoneInfo  # noqa: PLC0415  the command line's help needs no zones

    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _utc() -> "ZoneInfo":
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    return ZoneInfo("UTC")


def _zone_name(path: str) -> str:
    """Return the zone's name in a path such as /usr/share/zoneinfo/Europe/London."""
    return path.rpartition("zoneinfo/")[2]


def _timezone_file(etc: Path) -> str:
    """Return the name in Debian's /etc/timezone, or nothing."""
    with suppress(OSError, UnicodeDecodeError):
        return (etc / "timezone").read_text(encoding="utf-8").strip()
    return ""


def _localtime_link(etc: Path) -> str:
    """Return the name that /etc/localtime points to, or nothing."""
    with suppress(OSError):
        return _zone_name(str((etc / "localtime").readlink()))
    return ""
