"""The business, with what holds until a team agrees on something else; and indexes for the lists by stage, company, owner.

An older program does not know the business: going down forgets it.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import Index


async def forward(apps, editor):
    await editor.client.execute_query(
        "INSERT INTO business (name, birthday_days, grace_days, phone_region, indexed_region) VALUES ('', 7, 0, '', '')"
    )


async def backward(apps, editor):
    """The table goes with the next operation."""


class Migration(migrations.Migration):
    dependencies = [("models", "0003_defaults")]

    operations = [
        ops.CreateModel(
            name='Business',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(default='', max_length=200)),
                ('birthday_days', fields.IntField(default=7)),
                ('grace_days', fields.IntField(default=0)),
                ('phone_region', fields.CharField(default='', max_length=2)),
                ('indexed_region', fields.CharField(default='', max_length=2)),
            ],
            options={'table': 'business', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What a team agreed on'},
            bases=['Model'],
        ),
        ops.RunPython(forward, reverse_code=backward),
        ops.AddIndex(
            model_name='Contact',
            index=Index(fields=['stage_id', 'archived_at', 'sort_key', 'id']),
        ),
        ops.AddIndex(
            model_name='Contact',
            index=Index(fields=['company_id', 'archived_at', 'sort_key', 'id']),
        ),
        ops.AddIndex(
            model_name='FollowUp',
            index=Index(fields=['owner_id', 'state', 'due_at', 'id']),
        ),
    ]
