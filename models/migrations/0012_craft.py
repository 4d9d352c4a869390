from tortoise import migrations
from tortoise.migrations import operations as ops
from models.engine.fields import UTCField
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0011_confidences')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Announcement',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('title', fields.CharField(max_length=200)),
                ('text', fields.TextField(default='', unique=False)),
                ('audience', fields.CharField(default='', max_length=500)),
                ('at', UTCField(auto_now=False, auto_now_add=False)),
                ('by', fields.ForeignKeyField('models.Member', source_field='by_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('closed_at', UTCField(null=True, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'announcement', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What of ours changes'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Disclosure',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('announcement', fields.ForeignKeyField('models.Announcement', source_field='announcement_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('contact', fields.ForeignKeyField('models.Contact', source_field='contact_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('told_at', UTCField(null=True, auto_now=False, auto_now_add=False)),
                ('channel', fields.CharField(default='', max_length=32)),
                ('text', fields.TextField(default='', unique=False)),
                ('by', fields.ForeignKeyField('models.Member', source_field='by_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'disclosure', 'app': 'models', 'unique_together': (('contact', 'announcement'),), 'indexes': [Index(fields=['announcement_id', 'told_at', 'id'])], 'pk_attr': 'id', 'table_description': 'Who was told, and who is to be told'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Favour',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('contact', fields.ForeignKeyField('models.Contact', source_field='contact_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('direction', fields.CharField(max_length=32)),
                ('introduced', fields.ForeignKeyField('models.Contact', source_field='introduced_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('text', fields.TextField(default='', unique=False)),
                ('at', UTCField(auto_now=False, auto_now_add=False)),
                ('by', fields.ForeignKeyField('models.Member', source_field='by_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'favour', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What one did for the other'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HeldNote',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('uid', fields.CharField(unique=True, max_length=36)),
                ('contact', fields.ForeignKeyField('models.Contact', source_field='contact_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('by', fields.ForeignKeyField('models.Member', source_field='by_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('at', UTCField(auto_now=False, auto_now_add=False)),
                ('until_at', UTCField(auto_now=False, auto_now_add=False)),
                ('text', fields.TextField(default='', unique=False)),
                ('sealed', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'held_note', 'app': 'models', 'indexes': [Index(fields=['by_id', 'until_at', 'id'])], 'pk_attr': 'id', 'table_description': 'A note that cools off'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Need',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('contact', fields.ForeignKeyField('models.Contact', source_field='contact_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('text', fields.TextField(unique=False)),
                ('weight', fields.SmallIntField()),
                ('note', fields.TextField(default='', unique=False)),
                ('confirmed_at', UTCField(auto_now=False, auto_now_add=False)),
                ('ended_at', UTCField(null=True, auto_now=False, auto_now_add=False)),
                ('created_at', UTCField(auto_now=False, auto_now_add=False)),
                ('by', fields.ForeignKeyField('models.Member', source_field='by_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'need', 'app': 'models', 'indexes': [Index(fields=['weight', 'ended_at', 'contact_id'])], 'pk_attr': 'id', 'table_description': 'What a contact needs'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Problem',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('contact', fields.ForeignKeyField('models.Contact', source_field='contact_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('text', fields.TextField(unique=False)),
                ('amount', fields.BigIntField(null=True)),
                ('owner', fields.ForeignKeyField('models.Member', source_field='owner_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('fault', fields.CharField(default='', max_length=32)),
                ('wanted', fields.TextField(default='', unique=False)),
                ('solution', fields.TextField(default='', unique=False)),
                ('opened_at', UTCField(auto_now=False, auto_now_add=False)),
                ('heard_at', UTCField(null=True, auto_now=False, auto_now_add=False)),
                ('agreed_at', UTCField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_at', UTCField(null=True, auto_now=False, auto_now_add=False)),
                ('outcome', fields.CharField(default='', max_length=32)),
                ('closing', fields.TextField(default='', unique=False)),
                ('by', fields.ForeignKeyField('models.Member', source_field='by_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'problem', 'app': 'models', 'indexes': [Index(fields=['closed_at', 'opened_at', 'id'])], 'pk_attr': 'id', 'table_description': 'What went wrong for a contact'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Rumour',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('contact', fields.ForeignKeyField('models.Contact', source_field='contact_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('text', fields.TextField(unique=False)),
                ('source', fields.CharField(default='', max_length=200)),
                ('heard_at', UTCField(auto_now=False, auto_now_add=False)),
                ('by', fields.ForeignKeyField('models.Member', source_field='by_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('truth', fields.CharField(default='', max_length=32)),
                ('found', fields.TextField(default='', unique=False)),
                ('closed_at', UTCField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_by', fields.ForeignKeyField('models.Member', source_field='closed_by_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'rumour', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What was heard of a contact'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Business',
            name='need_days',
            field=fields.IntField(default=180, db_default=180),
        ),
        ops.AlterField(
            model_name='Confidence',
            name='contact',
            field=fields.ForeignKeyField('models.Contact', source_field='contact_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT),
        ),
        ops.AddField(
            model_name='Contact',
            name='discretion_at',
            field=UTCField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Contact',
            name='discretion_by',
            field=fields.ForeignKeyField('models.Member', source_field='discretion_by_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT),
        ),
        ops.AddField(
            model_name='FollowUp',
            name='problem',
            field=fields.ForeignKeyField('models.Problem', source_field='problem_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT),
        ),
        ops.AddField(
            model_name='FollowUp',
            name='step',
            field=fields.CharField(default='', db_default='', max_length=32),
        ),
        ops.AddField(
            model_name='Interaction',
            name='purpose',
            field=fields.CharField(default='', db_default='', max_length=32),
        ),
        ops.AddField(
            model_name='Reason',
            name='asks_again',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='Reason',
            name='is_ours',
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
