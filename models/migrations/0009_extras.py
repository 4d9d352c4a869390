from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0008_orders')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ContactExtra',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('contact', fields.ForeignKeyField('models.Contact', source_field='contact_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('line', fields.TextField(unique=False)),
                ('position', fields.IntField()),
            ],
            options={'table': 'contact_extra', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A line of an address book that no field holds'},
            bases=['Model'],
        ),
    ]
