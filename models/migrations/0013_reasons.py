"""Which of the reasons that a book began with are our own doing, and which are worth asking about again."""

from tortoise import migrations
from tortoise.migrations import operations as ops

OURS = (("former", "our mistake"), ("former", "something we did not do"))
ASKS_AGAIN = (
    ("never", "misunderstanding"),
    ("never", "money"),
    ("never", "timing"),
    ("former", "money"),
    ("former", "our mistake"),
    ("former", "something we did not do"),
    ("former", "their situation changed"),
)


async def forward(apps, editor):
    for flag, reasons in (("is_ours", OURS), ("asks_again", ASKS_AGAIN)):
        for kind, name in reasons:
            await editor.client.execute_query(
                f"UPDATE reason SET {flag} = 1 WHERE kind = ?1 AND name = ?2", [kind, name]
            )


async def backward(apps, editor):
    """What a team made of the reasons goes with the columns."""


class Migration(migrations.Migration):
    dependencies = [("models", "0012_craft")]
    operations = [ops.RunPython(forward, reverse_code=backward)]
