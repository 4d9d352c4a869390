"""Problems: what went wrong for a contact, led step by step to an agreed end.

Each step (rules.words.Step) that was promised is a follow-up with `problem_id` and `step`; one that was skipped is a
cancelled follow-up, with an override that says why.
"""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField, link


class Problem(Model):
    """One problem. `amount` is in hundredths of the money one reckons in; `fault` is a rules.words.Fault or "".

    `heard_at` is the first word with them about it, `agreed_at` when they agreed to the `solution`. Once it is closed,
    `outcome` is a rules.words.Ending, and `closing` says why where they did not agree.
    """

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    text = fields.TextField()
    amount = fields.BigIntField(null=True)
    owner_id: int
    owner = link("Member")
    fault = fields.CharField(max_length=32, default="")
    wanted = fields.TextField(default="")
    solution = fields.TextField(default="")
    opened_at = UTCField()
    heard_at = UTCField(null=True)
    agreed_at = UTCField(null=True)
    closed_at = UTCField(null=True)
    outcome = fields.CharField(max_length=32, default="")
    closing = fields.TextField(default="")
    by_id: int
    by = link("Member")
    version = fields.IntField(default=1)

    class Meta:
        """Where problems are kept."""

        table = "problem"
        table_description = "What went wrong for a contact"
        indexes = (("closed_at", "opened_at", "id"),)
