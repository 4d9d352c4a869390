"""What is said of confidential notes."""

import pytest

from models.rules import confiding


@pytest.mark.parametrize(
    ("was_open", "has_residue", "said"),
    [
        (False, False, ""),
        (True, False, "older backups hold it"),
        (True, True, "old text still in the file, older backups hold it"),
    ],
)
def test_where_the_text_of_a_note_lies_that_was_open(*, was_open: bool, has_residue: bool, said: str) -> None:
    assert confiding.left(was_open=was_open, has_residue=has_residue) == said
