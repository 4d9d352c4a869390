"""The account of a member apart from the name that is shown.

An older program knows members by their account alone: going down, their names are their accounts again.
"""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


async def forward(apps, editor):
    await editor.client.execute_query("UPDATE member SET account = name")


async def backward(apps, editor):
    await editor.client.execute_query("UPDATE member SET name = '/' || id")  # one may be called as another's account
    await editor.client.execute_query("UPDATE member SET name = account")


class Migration(migrations.Migration):
    dependencies = [("models", "0004_business")]

    operations = [
        ops.AddField(model_name="Member", name="account", field=fields.CharField(null=True, max_length=200)),
        ops.RunPython(forward, reverse_code=backward),
        ops.AlterField(model_name="Member", name="account", field=fields.CharField(unique=True, max_length=200)),
    ]
