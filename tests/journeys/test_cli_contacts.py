"""add, edit and archive: what is typed is what is kept, and what cannot be kept is said in one line."""

import pytest

from tests.journeys.command import CONTACT, REASON, Command, is_shaped

BOB = 1
HOSTILE = (
    "[/b] Ada",
    "[@click=app.quit] Ada",
    "Ada\x1b]52;c;ZXZpbA==\x07",
    "\u202eadA",
    "Ada\nStone\tJr",
    "Ada \x9b31m",
)


def test_everything_that_can_be_said_when_adding_is_kept(cli: Command) -> None:
    added = cli(
        *(
            "add",
            "Ada Stone",
            "--company",
            "Stone Roofing",
            "--email",
            "ada@stone.example",
            "--email",
            "a@stone.example",
        ),
        *("--phone", "+44 20 7946 0400", "--address", "1 High Street, Leeds", "--link", "https://stone.example"),
        *("--stage", "cust", "--owner", "BEN", "--tag", "roof", "--tag", "new", "--every", "monthly"),
        *("--birthday", "22 mar 1980", "--safe-topics", "boats", "--off-limits", "money", "--do-not-contact", "letter"),
        "--json",
    ).json
    contact = added["contact"]
    assert added.keys() == {"contact"}
    assert is_shaped(contact, CONTACT)
    assert (
        contact.items()
        >= {
            "name": "Ada Stone",
            "company": "Stone Roofing",
            "stage": "Customer",
            "stage_kind": "customer",
            "emails": ["ada@stone.example", "a@stone.example"],
            "phones": ["+44 20 7946 0400"],
            "owner": "ben",
            "tags": ["new", "roof"],
            "every_days": 30,
            "last_interaction_at": None,
            "outreach": [],
            "confidential_notes": 0,
        }.items()
    )
    columns = "birthday, safe_topics, off_limits, do_not_contact"
    (kept,) = cli.rows(f"SELECT {columns} FROM contact WHERE id = ?", contact["id"])  # noqa: S608
    assert kept == ("1980-03-22", "boats", "money", "letter")
    points = cli.rows("SELECT kind, value FROM contact_point WHERE contact_id = ? ORDER BY id", contact["id"])
    assert {("address", "1 High Street, Leeds"), ("link", "https://stone.example")} < set(points)


def test_a_name_is_enough(cli: Command) -> None:
    (line,) = cli("add", "Ada Stone").lines
    assert line == "added Ada Stone [18], Prospect"
    assert cli("show", 18, "--json").json["contact"]["owner"] == "ann"


def test_two_contacts_may_have_one_name_and_it_is_said(cli: Command) -> None:
    added = cli("add", "bob stone")
    assert added.lines == [
        "added bob stone [18], Prospect",
        "There is another bob stone: [1] of Stone Roofing.",
    ]
    refused = cli("show", "bob stone")
    assert refused.code == 3
    assert "1 Bob Stone (Stone Roofing), 18 bob stone. Use the id." in refused.err


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_out_harmless(cli: Command, name: str) -> None:
    number = cli("add", name, "--json").json["contact"]["id"]
    outputs = [
        cli("find", "ada"),
        cli("show", number),
        cli("edit", number, "company=x"),
        cli("follow-up", number, "today"),
    ]
    outputs.append(cli("today"))
    assert "Ada" in outputs[0].out or "adA" in outputs[0].out
    for ran in outputs:
        assert ran.code == 0
        assert all(char.isprintable() or char == "\n" for char in ran.out), ran.out


def test_a_hostile_name_that_another_program_wrote_comes_out_harmless(cli: Command) -> None:
    number = cli("add", "Ada Stone", "--json").json["contact"]["id"]
    cli.write("UPDATE contact SET name = ? WHERE id = ?", "Ada\x1b[2J\u202e\nStone", number)
    for ran in (cli("find", "stone"), cli("show", number), cli("add", "Ada Stone")):
        assert ran.code == 0
        assert all(char.isprintable() or char == "\n" for char in ran.out), ran.out
    assert cli("show", number).lines[0] == "Ada\ufffd[2J\ufffd Stone [18]"
    assert cli("find", "stone", "--json").json["total"] == 3


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 10_000])
def test_a_name_that_is_none_is_refused(cli: Command, name: str) -> None:
    before = cli.rows("SELECT count(*) FROM contact")
    assert cli("add", name).code == 1
    assert cli.rows("SELECT count(*) FROM contact") == before


@pytest.mark.parametrize(
    ("argument", "code", "said"),
    [
        (("--email", "nonsense"), 1, "is not an e-mail address"),
        (("--phone", "12"), 1, "is not a phone number"),
        (("--do-not-contact", "pigeon"), 1, "is not a channel"),
        (("--birthday", "31 feb"), 2, "There is no 31 February"),
        (("--every", "sometimes"), 2, "is not a rhythm I can read"),
        (("--owner", "zoe"), 3, "There is no member “zoe”. Choose one of: ann, ben."),
        (("--stage", "Enemy"), 3, "There is no one stage “Enemy”"),
        (("--colour", "red"), 2, "unrecognized arguments: --colour red. See `wellkept add --help`."),
        (("--em", "a@b.example"), 2, "unrecognized arguments"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(cli: Command, argument: tuple[str, ...], code: int, said: str) -> None:
    ran = cli("add", "Ada Stone", *argument)
    assert ran.code == code
    assert said in ran.err
    assert cli.rows("SELECT count(*) FROM contact WHERE name = 'Ada Stone'") == [(0,)]


def test_fields_are_changed_by_the_names_people_use(cli: Command) -> None:
    contact = cli(
        *("edit", "bob stone", "name=Robert Stone", "emails=b@stone.example; bob@stone.example", "PHONE=+1 555 0142"),
        *("tag=a, b", "tags=c", "owner=ben", "every=2w", "safe_topics=jazz", "link=stone.example", "--json"),
    ).json["contact"]
    assert is_shaped(contact, CONTACT)
    assert is_shaped(contact["outreach"][0], REASON)
    assert (
        contact.items()
        >= {
            "name": "Robert Stone",
            "emails": ["b@stone.example", "bob@stone.example"],
            "phones": ["+1 555 0142"],
            "tags": ["a", "b", "c"],
            "owner": "ben",
            "every_days": 14,
            "company": "Stone Roofing",
        }.items()
    )


def test_a_comma_is_a_part_of_an_address(cli: Command) -> None:
    cli("edit", BOB, "address=1 High Street, Leeds; 2 Low Street, York")
    kept = cli.rows("SELECT value FROM contact_point WHERE contact_id = 1 AND kind = 'address' ORDER BY position")
    assert kept == [("1 High Street, Leeds",), ("2 Low Street, York",)]


def test_an_empty_value_clears(cli: Command) -> None:
    cleared = (
        "company=",
        "email=",
        "phone=",
        "address=",
        "tags=",
        "every=",
        "birthday=",
        "off-limits=",
        "safe-topics=",
    )
    contact = cli("edit", BOB, *cleared, "do-not-contact=", "link=", "--json").json["contact"]
    assert contact.items() >= {"company": "", "emails": [], "phones": [], "tags": [], "every_days": None}.items()
    assert cli.rows("SELECT birthday, off_limits, safe_topics FROM contact WHERE id = 1") == [("", "", "")]


@pytest.mark.parametrize(
    ("field", "code", "said"),
    [
        ("hat=red", 2, "there is no field “hat”. The fields are name, company, birthday, owner, every,"),
        ("hat", 2, "“hat” is not FIELD=VALUE. The fields are name,"),
        ("name=", 1, "A contact needs a name."),
        ("owner=", 2, "a contact always has an owner"),
        ("owner=zoe", 3, "There is no member “zoe”"),
        ("birthday=never", 2, "is not a date I can read"),
        ("every=10 minutes", 2, "is not a rhythm I can read"),
        ("email=x", 1, "is not an e-mail address"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_whole(cli: Command, field: str, code: int, said: str) -> None:
    ran = cli("edit", BOB, "company=Changed", field)
    assert ran.code == code
    assert said in ran.err
    assert cli("show", BOB, "--json").json["contact"]["company"] == "Stone Roofing"


def test_a_field_given_twice_is_refused(cli: Command) -> None:
    assert cli("edit", BOB, "company=A", "company=B").code == 2


def test_an_edit_that_means_several_people_lists_them(cli: Command) -> None:
    ran = cli("edit", "peters", "company=x")
    assert ran.code == 3
    assert "15 Jan Peters (Peters Boats), 16 Jan Peters (Harbour Café)" in ran.err


def test_archiving_takes_a_contact_out_of_every_list(cli: Command) -> None:
    assert cli("archive", "eva").lines == ["archived Eva Brandt [5]. Put them back with: wellkept archive 5 --restore"]
    assert cli("find", "eva", "--json").json == {"contacts": [], "total": 0}
    assert is_shaped(cli("archive", "anna", "--json").json["contact"], CONTACT)


def test_with_bad_news_untold_archiving_needs_a_reason(cli: Command) -> None:
    refused = cli("archive", BOB)
    assert refused.code == 1
    assert "needs a reason" in refused.err
    assert cli("archive", BOB, "--reason", "told by his brother").code == 0
    assert cli.rows("SELECT rule, reason FROM override") == [("archive", "told by his brother")]


@pytest.mark.parametrize("contact", ["99", "9" * 30, "nobody at all", "", "  ", "%"])
def test_nobody_is_found_for_what_matches_nobody(cli: Command, contact: str) -> None:
    for verb in (("show", contact), ("archive", contact), ("edit", contact, "company=x")):
        assert cli(*verb).code == 3


def test_an_archived_contact_is_put_back_by_its_id(cli: Command) -> None:
    cli("archive", "eva")
    assert "Eva Brandt" not in cli("find", "eva").out
    assert cli("archive", "5", "--restore").lines == ["restored Eva Brandt [5]"]
    assert "Eva Brandt" in cli("find", "eva").out
