"""What a command loads before it answers: never Textual, and no Tortoise for what only reads."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

import models
from models import db
from tests.data.desk import NOW
from tui import settings

ROOT = Path(__file__).parents[2]
_LOADED = """
import sys
from tui.__main__ import main
code = main(sys.argv[1:])
watched = {"textual", "rich", "tortoise", "importlib_metadata", "pyrage", "cryptography", "zxcvbn", "xkcdpass"}
slow = sorted({name.partition(".")[0] for name in sys.modules} & watched)
print(code, *slow, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("imports") / "book.db"

    async def made() -> None:
        async with db.opened(path):
            by = await models.members.present(settings.account(), at=NOW)
            await models.contacts.add("Bob Stone", by=by, at=NOW, birthday="22 mar")

    asyncio.run(made())
    return path


def loaded(book: Path, *argv: str) -> str:
    """Run a command; return its exit code and which of the slow packages it loaded."""
    env = {"WELLKEPT_DB": str(book), "HOME": str(book.parent), "TZ": "Europe/Berlin"}
    command = [sys.executable, "-c", _LOADED, *argv]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)
    return ran.stderr.strip()


@pytest.mark.parametrize(
    "argv",
    [
        ("find",),
        ("find", "bob", "--json"),
        ("show", "1"),
        ("today",),
        ("brief", "1"),
        ("held", "list"),
        ("stages",),
        ("doctor",),
        ("--help",),
        ("add", "-h"),
    ],
    ids=" ".join,
)
def test_what_only_reads_loads_neither_textual_nor_tortoise(book: Path, argv: tuple[str, ...]) -> None:
    assert loaded(book, *argv).endswith("0")


@pytest.mark.parametrize("argv", [("note", "1", "x"), ("stages", "move", "Customer", "1"), ("undo",)], ids=" ".join)
def test_what_writes_loads_tortoise_and_no_textual(book: Path, argv: tuple[str, ...]) -> None:
    assert loaded(book, *argv).split()[-1:] == ["tortoise"]


def test_the_vault_loads_what_seals_only_when_it_is_used() -> None:
    code = (
        "import sys\n"
        "from models.vault import agent, key_log, pins, sealing, strength, vault\n"
        "print({name.partition('.')[0] for name in sys.modules} & {'pyrage', 'cryptography', 'zxcvbn', 'xkcdpass'})"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "set()\n"
