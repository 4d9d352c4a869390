"""Keys by the command line: made, shown, read aloud, taken in, changed, exported, and gone with a leaver."""

import os
import re
import stat
from pathlib import Path

import pytest

from tests.journeys.command import Command
from tests.journeys.keyholders import PASSPHRASE, Holders, fingerprint
from tui.cli import terminal

KEY = {"state", "fingerprint", "recovery", "log", "problems"}


def test_the_first_owner_begins_the_log_and_takes_in_the_next(holders: Holders, cli: Command) -> None:
    assert cli("key", "status").lines == ["You have no key yet. Make one with: wellkept key new"]
    made = holders("ann", "key", "new")
    ann = fingerprint(cli, "ann")
    assert made.out.splitlines() == [
        "made your key. Nobody can open it without the passphrase, so keep that well.",
        f"your key {ann} counts",
        "the key log has 1 entry; there is no recovery key",
        f"ann  owner  {ann}",
    ]
    assert "waits. Read it aloud to an owner, who runs: wellkept key accept ben" in holders("ben", "key", "new").out
    ben = fingerprint(cli, "ben")
    assert cli("key", "fingerprint", "ben").lines == [ben]
    assert cli("key", "status").lines[-1] == (
        f"ben waits: {ben}. Compare it with theirs, then: wellkept key accept ben"
    )
    ran = holders("ann", "key", "accept", "ben", "--fingerprint", ann)
    assert (ran.code, ran.out) == (1, "")
    assert f"The key of ben is {ben}, not the one you compared." in ran.err
    taken = holders("ann", "key", "accept", "ben", "--fingerprint", ben)
    assert taken.out.splitlines()[0] == f"the key of ben counts now: {ben}"
    status = cli("login", "ben", "key", "status", "--json").json
    assert status.keys() == {"key", "counting", "waiting"}
    assert status["key"].keys() == KEY
    assert (status["key"]["state"], status["key"]["log"]["length"], status["waiting"]) == ("counts", 2, [])
    assert status["counting"][1] == {"member": "ben", "account": "ben", "role": "member", "fingerprint": ben}
    assert holders("ben", "key", "status").out.splitlines()[0] == f"your key {ben} counts"


def test_a_script_compares_nothing_so_it_has_to_name_the_fingerprint(holders: Holders, cli: Command) -> None:
    for who in ("ann", "ben"):
        assert holders(who, "key", "new").code == 0
    ran = holders("ann", "key", "accept", "ben")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("wellkept: Give --fingerprint with the one that ben read to you, as nobody can be asked here.\n")
    assert cli("login", "ben", "key", "status", "--json").json["key"]["state"] == "waiting"


def test_what_is_refused(holders: Holders, cli: Command) -> None:
    assert holders("ann", "key", "new").code == 0
    for who, argv, code, says in (
        ("ann", ("new",), 1, "You have a key already."),
        ("ben", ("status",), 4, "You have no key yet."),
        ("ann", ("accept", "ben", "--fingerprint", "F"), 1, "ben has no key yet. They make one with: wellkept key new"),
        ("ann", ("accept", "zed", "--fingerprint", "F"), 3, "There is no member “zed”."),
    ):
        ran = holders(who, "key", *argv)
        assert (ran.code, ran.out) == (code, ""), ran
        assert says in ran.err
    asked: tuple[tuple[tuple[str, ...], int, str], ...] = (
        (("login", "ben", "key", "fingerprint"), 1, "You have no key yet. Make one with: wellkept key new"),
        (("key", "fingerprint", "ben"), 1, "ben has no key yet."),
        (("login", "ben", "key", "export", "-"), 4, "You have no key yet."),
        (("key",), 2, "the following arguments are required: VERB"),
        (("key", "passphrase"), 4, "There is no terminal to ask for your passphrase. Hand it over with --passphrase"),
    )
    for words, code, says in asked:
        ran = cli(*words)
        assert ran.code == code
        assert says in ran.err


def test_a_passphrase_that_is_wrong_or_weak(holders: Holders) -> None:
    ran = holders("ann", "key", "new", hands="password\n")
    assert (ran.code, "password" in ran.err.removeprefix("wellkept: That passphrase")) == (1, True)
    assert "too easy to guess" in ran.err
    assert holders("ann", "key", "new").code == 0
    ran = holders("ann", "key", "status", hands="another one that is long enough\n")
    assert (ran.code, ran.err) == (4, "wellkept: That passphrase does not open your key.\n")


@pytest.mark.parametrize(
    ("hands", "says"),
    [
        ("", "is empty, where a passphrase should be. Give it as one line."),
        ("\n", "is empty, where a passphrase should be."),
        ("\r\n", "is empty, where a passphrase should be."),
        ("x" * 4097, "is no passphrase: its line is longer than 4,096 bytes."),
        (b"\0" * 1_000_000, "is no passphrase: its line is longer than 4,096 bytes."),
    ],
    ids=["nothing", "an empty line", "an empty line of Windows", "a byte too many", "a megabyte"],
)
def test_what_is_handed_over_and_is_no_passphrase(holders: Holders, hands: str | bytes, says: str) -> None:
    ran = holders("ann", "key", "new", hands=hands)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_a_descriptor_that_is_not_there_or_cannot_be_read(cli: Command, tmp_path: Path) -> None:
    ran = cli("key", "new", "--passphrase-fd", 987)
    assert ran.code == 2
    assert "Descriptor 987 is not open. Hand your passphrase over as in --passphrase-fd 3 3< FILE." in ran.err
    folder = os.open(tmp_path, os.O_RDONLY)
    ran = cli("key", "new", "--passphrase-fd", folder)
    os.close(folder)
    assert (ran.code, "cannot be read: Is a directory." in ran.err) == (2, True)
    written = os.open(tmp_path / "out", os.O_WRONLY | os.O_CREAT)
    ran = cli("key", "new", "--passphrase-fd", written)
    os.close(written)
    assert (ran.code, f"Descriptor {written} is open for writing only. Hand" in ran.err) == (2, True)
    assert cli("key", "new", "--passphrase-fd", "-1").code == 2


def test_only_its_line_is_read_of_what_is_handed_over() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"one\r\ntwo\nthree")
    os.close(writing)
    assert [bytes(terminal.read_line(reading)) for _ in range(4)] == [b"one", b"two", b"three", b""]
    os.close(reading)


def test_a_passphrase_is_changed(team: Holders) -> None:
    new = PASSPHRASE["cara"]
    ran = team("ann", "key", "passphrase")
    assert (ran.code, "is empty, where a passphrase should be" in ran.err) == (2, True)
    ran = team("ann", "key", "passphrase", hands=f"{PASSPHRASE['ann']}\n{new}\n")
    assert ran.out.startswith("changed your passphrase. Copies of the book made before open with the old one.\n")
    assert team("ann", "key", "status").code == 4
    assert team("ann", "key", "status", hands=new).code == 0


def test_a_forgotten_passphrase_means_a_new_key(team: Holders, cli: Command) -> None:
    before = fingerprint(cli, "ben")
    assert team("ben", "key", "new", "--forgotten", hands=PASSPHRASE["cara"]).code == 0
    assert fingerprint(cli, "ben") != before
    assert cli("login", "ben", "key", "status", "--json").json["key"]["state"] == "waiting"


@pytest.mark.usefixtures("team")
def test_a_key_is_exported_as_it_is_sealed(cli: Command, tmp_path: Path) -> None:
    file = tmp_path / "key.age"
    assert cli("key", "export", file).lines == [
        f"wrote your key to {file}, sealed with your passphrase. Open it with: age -d"
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert cli("key", "export", "-").out == file.read_text()
    assert file.read_text().startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    assert cli("key", "export", tmp_path / "none" / "key.age").code == 3
    assert cli("key", "export", cli.book).code == 1


def test_a_recovery_key_is_shown_once(team: Holders, cli: Command) -> None:
    *_, secret = team("ann", "key", "recovery").out.splitlines()
    assert re.fullmatch("AGE-SECRET-KEY-1[A-Z0-9]{58}", secret)
    assert secret.encode() not in cli.book.read_bytes()
    assert "a recovery key reads along" in cli("key", "status").out
    again = team("ann", "key", "recovery", "--json")
    assert secret not in again.out
    assert '"recovery": "AGE-SECRET-KEY-1' in again.out
    assert team("ben", "key", "recovery").code == 4


def test_a_member_who_leaves_takes_their_key_out_of_the_log(team: Holders, cli: Command) -> None:
    ran = cli("members", "remove", "ben")
    assert (ran.code, "There is no terminal to ask for your passphrase." in ran.err) == (4, True)
    assert cli.rows("SELECT left_at FROM member WHERE name = 'ben'") == [(None,)]
    assert team("ann", "members", "role", "ben", "owner").code == 0
    assert [key["role"] for key in cli("key", "status", "--json").json["counting"]] == ["owner", "owner"]
    assert team("ann", "members", "remove", "ben").code == 0
    status = cli("key", "status", "--json").json
    assert [key["member"] for key in status["counting"]] == ["ann"]
    assert status["waiting"] == []


def test_a_log_that_was_altered_is_said_and_can_only_be_trusted_whole(team: Holders, cli: Command) -> None:
    assert team("ben", "key", "status").code == 0
    cli.write("DELETE FROM key_entry WHERE id = 2")
    assert "waits" not in team("ben", "key", "status").out, "whether it counts is not known then"
    status = team("ben", "key", "status", "--json")
    assert "The key log is shorter than when you last saw it" in status.out
    ran = team("ben", "key", "trust")
    assert (ran.code, ran.out) == (2, ""), "a script has to say that somebody compared"
    assert ran.err == "wellkept: Give --yes once you compared all fingerprints, as nobody can be asked here.\n"
    assert team("ben", "key", "trust", "--yes").code == 0
    assert "shorter" not in team("ben", "key", "status").out
    cli.write("UPDATE key_entry SET signature = 'x'")
    assert team("ben", "key", "trust", "--yes").code == 1
    assert "has a false signature" in " ".join(cli("key", "status").lines)
