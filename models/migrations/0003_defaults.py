"""The stages and reasons that a new book begins with."""

from tortoise import migrations
from tortoise.migrations import operations as ops

STAGES = (
    ("Prospect", "prospect"),
    ("Customer", "customer"),
    ("Raving fan", "fan"),
    ("Never bought", "never"),
    ("Former", "former"),
)
NEVER = ("misunderstanding", "money", "timing", "no fit")
FORMER = (
    "died",
    "out of business",
    "retired",
    "changed business",
    "sold the business",
    "money",
    "our mistake",
    "something we did not do",
    "their situation changed",
    "no reason of ours",
)
BOTH = ("unknown", "asked, would not say")
ENDS_CONTACT = {"died", "out of business"}


async def forward(apps, editor):
    if await editor.client.execute_query_dict("SELECT 1 FROM stage LIMIT 1"):
        return  # down and up again: what a team made of them is still there
    for position, (name, kind) in enumerate(STAGES, 1):
        await editor.client.execute_query(
            "INSERT INTO stage (name, kind, position) VALUES (?1, ?2, ?3)", [name, kind, position]
        )
    for kind, names in (("never", NEVER + BOTH), ("former", FORMER + BOTH)):
        for position, name in enumerate(names, 1):
            await editor.client.execute_query(
                "INSERT INTO reason (kind, name, position, ends_contact, is_unknown) VALUES (?1, ?2, ?3, ?4, ?5)",
                [kind, name, position, name in ENDS_CONTACT, name == "unknown"],
            )


async def backward(apps, editor):
    """What a team made of the stages and reasons stays; the tables go with the first migration."""


class Migration(migrations.Migration):
    dependencies = [("models", "0002_search")]
    operations = [ops.RunPython(forward, reverse_code=backward)]
