"""The tables of the house

Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sa.UniqueConstraint("code", name=op.f("uq_address_code")),
    )
    op.create_table(
        "app_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("unit_code", sa.String(length=16), nullable=True),
        sa.Column("disabled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "role IN ('leader', 'secretariat', 'unit_officer', 'supervisor', 'administrator')",
            name=op.f("ck_app_user_role_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("code", name=op.f("uq_app_user_code")),
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=16), nullable=False),
        sa.Column("document_no", sa.String(length=60), nullable=True),
        sa.Column("document_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_by", sa.String(length=64), nullable=False),
        sa.Column("rows_new", sa.Integer(), nullable=False),
        sa.Column("rows_changed", sa.Integer(), nullable=False),
        sa.Column("rows_unchanged", sa.Integer(), nullable=False),
        sa.Column("rows_left", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=64), nullable=True),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_batch_size_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_digest"), ["digest"], unique=False)
        batch_op.create_index(
            "uq_batch_token_standing",
            ["token"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("catalogue", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_version")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("digest", name=op.f("uq_entry_digest")),
        sa.UniqueConstraint("previous", name=op.f("uq_entry_previous")),
    )
    op.create_table(
        "period",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data_from", sa.Date(), nullable=False),
        sa.Column("data_to", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("weekend_rolls", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("data_to > data_from", name=op.f("ck_period_data_span_runs_forward")),
        sa.CheckConstraint("last_day >= data_from", name=op.f("ck_period_last_day_after_start")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_period")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("clause", sa.String(length=16), nullable=False),
        sa.Column("theme", sa.String(length=16), nullable=False),
        sa.Column("activity", sa.String(length=2), nullable=True),
        sa.Column("movement", sa.Boolean(), nullable=False),
        sa.Column("reporting", sa.Boolean(), nullable=False),
        sa.Column("title_vi", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("measure_vi", sa.String(length=60), nullable=True),
        sa.Column("measure_en", sa.String(length=60), nullable=True),
        sa.Column("adds_up", sa.String(length=12), nullable=False),
        sa.Column("money", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("certainty", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "adds_up IN ('sum', 'stock', 'units', 'none')", name=op.f("ck_task_adds_up_known")
        ),
        sa.CheckConstraint(
            "certainty IN ('solid', 'medium', 'recalled', 'unknown')",
            name=op.f("ck_task_certainty_known"),
        ),
        sa.CheckConstraint(
            "money IN ('counts', 'contained', 'apart', 'none')", name=op.f("ck_task_money_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("code", name=op.f("uq_task_code")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("name_vi", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("short_vi", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("parent_code", sa.String(length=16), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.Column("certainty", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "certainty IN ('solid', 'medium', 'recalled', 'unknown')",
            name=op.f("ck_unit_certainty_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('department', 'media', 'red_cross', 'front', 'union', 'committee')",
            name=op.f("ck_unit_kind_known"),
        ),
        sa.CheckConstraint(
            "level IN ('province', 'district', 'commune')", name=op.f("ck_unit_level_known")
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_unit_span_runs_forward")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_unit_code_valid_from")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("certainty", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "certainty IN ('solid', 'medium', 'recalled', 'unknown')",
            name=op.f("ck_assignment_certainty_known"),
        ),
        sa.CheckConstraint(
            "role IN ('lead', 'coordinate', 'local_lead', 'requested')",
            name=op.f("ck_assignment_role_known"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from",
            name=op.f("ck_assignment_span_runs_forward"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_assignment_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_assignment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "task_id",
            "unit_id",
            "valid_from",
            name=op.f("uq_assignment_task_id_unit_id_valid_from"),
        ),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("commune_id", sa.Integer(), nullable=False),
        sa.Column("hamlet", sa.String(length=120), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=True),
        sa.Column("categories", sa.String(length=200), nullable=True),
        sa.Column("household_size", sa.Integer(), nullable=True),
        sa.Column("needs", sa.String(length=200), nullable=True),
        sa.Column("surveyed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_reason", sa.String(length=12), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("sheet", sa.String(length=64), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "closed_reason IN ('risen', 'moved', 'died', 'ineligible')",
            name=op.f("ck_dossier_closed_reason_known"),
        ),
        sa.CheckConstraint("kind IN ('person', 'household')", name=op.f("ck_dossier_kind_known")),
        sa.CheckConstraint(
            "status IN ('surveyed', 'confirmed', 'connecting', 'supported', 'paused', 'closed')",
            name=op.f("ck_dossier_status_known"),
        ),
        sa.CheckConstraint("household_size > 0", name=op.f("ck_dossier_household_not_empty")),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_dossier_address_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_dossier_batch_id")),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_dossier_commune_id")),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["batch.id"], name=op.f("fk_dossier_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_address_id"), ["address_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_commune_id"), ["commune_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_dossier_superseded_by"), ["superseded_by"], unique=False
        )
        batch_op.create_index(
            "uq_dossier_current",
            ["address_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_extension_unit_id")),
        sa.ForeignKeyConstraint(["year"], ["period.year"], name=op.f("fk_extension_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(
            "uq_extension_current",
            ["unit_id", "year"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["year"], ["period.year"], name=op.f("fk_issue_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
        sa.UniqueConstraint(
            "year", "recipient", "number", name=op.f("uq_issue_year_recipient_number")
        ),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("letter_no", sa.String(length=60), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_reminder_unit_id")),
        sa.ForeignKeyConstraint(["year"], ["period.year"], name=op.f("fk_reminder_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_year"), ["year"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document_no", sa.String(length=60), nullable=True),
        sa.Column("document_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("nil", sa.Boolean(), nullable=False),
        sa.Column("figures_as_of", sa.Date(), nullable=True),
        sa.Column("estimate", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("sent_back_at", sa.DateTime(), nullable=True),
        sa.Column("sent_back_reason", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_submission_batch_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_submission_unit_id")),
        sa.ForeignKeyConstraint(["year"], ["period.year"], name=op.f("fk_submission_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_submission_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_submission_year"), ["year"], unique=False)

    op.create_table(
        "succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("from_unit_id", sa.Integer(), nullable=False),
        sa.Column("to_unit_id", sa.Integer(), nullable=True),
        sa.Column("certainty", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "certainty IN ('solid', 'medium', 'recalled', 'unknown')",
            name=op.f("ck_succession_certainty_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('rename', 'merge', 'split', 'transfer', 'abolish')",
            name=op.f("ck_succession_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["from_unit_id"], ["unit.id"], name=op.f("fk_succession_from_unit_id")
        ),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_succession_to_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession")),
        sa.UniqueConstraint(
            "from_unit_id",
            "to_unit_id",
            "on_day",
            name=op.f("uq_succession_from_unit_id_to_unit_id_on_day"),
        ),
    )
    with op.batch_alter_table("succession", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_succession_from_unit_id"), ["from_unit_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_succession_to_unit_id"), ["to_unit_id"], unique=False)

    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("supporter_unit_id", sa.Integer(), nullable=True),
        sa.Column("supporter_name", sa.String(length=200), nullable=True),
        sa.Column("supporter_kind", sa.String(length=12), nullable=True),
        sa.Column("supporter_key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("value_vnd", sa.BigInteger(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("sheet", sa.String(length=64), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('regular', 'one_off')", name=op.f("ck_support_kind_known")),
        sa.CheckConstraint(
            "supporter_kind IN ('organisation', 'enterprise', 'person')",
            name=op.f("ck_support_supporter_kind_known"),
        ),
        sa.CheckConstraint(
            "supporter_unit_id IS NOT NULL OR supporter_name IS NOT NULL",
            name=op.f("ck_support_supporter_named"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR until >= given_on", name=op.f("ck_support_span_runs_forward")
        ),
        sa.CheckConstraint("value_vnd >= 0", name=op.f("ck_support_value_not_negative")),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_support_address_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_support_batch_id")),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["batch.id"], name=op.f("fk_support_superseded_by")
        ),
        sa.ForeignKeyConstraint(
            ["supporter_unit_id"], ["unit.id"], name=op.f("fk_support_supporter_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_address_id"), ["address_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_support_superseded_by"), ["superseded_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_support_supporter_unit_id"), ["supporter_unit_id"], unique=False
        )
        batch_op.create_index(
            "uq_support_current",
            ["address_id", "supporter_key", "kind", "form", "given_on"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "unit_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("spelling", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_alias_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_alias")),
        sa.UniqueConstraint("spelling", "unit_id", name=op.f("uq_unit_alias_spelling_unit_id")),
    )
    with op.batch_alter_table("unit_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_alias_spelling"), ["spelling"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_alias_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("percent", sa.Float(), nullable=True),
        sa.Column("quantity", sa.Float(), nullable=True),
        sa.Column("quantity_nil", sa.Boolean(), nullable=False),
        sa.Column("value_vnd", sa.BigInteger(), nullable=True),
        sa.Column("value_nil", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("sheet", sa.String(length=64), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('done', 'done_late', 'in_progress', 'not_started', 'nil')",
            name=op.f("ck_result_status_known"),
        ),
        sa.CheckConstraint(
            "percent BETWEEN 0 AND 100", name=op.f("ck_result_percent_within_hundred")
        ),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_result_quantity_not_negative")),
        sa.CheckConstraint("value_vnd >= 0", name=op.f("ck_result_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_result_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_result_submission_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["batch.id"], name=op.f("fk_result_superseded_by")
        ),
        sa.ForeignKeyConstraint(["year"], ["period.year"], name=op.f("fk_result_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
    )
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_result_assignment_id"), ["assignment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_result_submission_id"), ["submission_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_result_superseded_by"), ["superseded_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_result_year"), ["year"], unique=False)
        batch_op.create_index(
            "uq_result_current",
            ["assignment_id", "year"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
    op.execute("INSERT INTO data_version (id, number, catalogue) VALUES (1, 1, '')")


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_result_current",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_result_year"))
        batch_op.drop_index(batch_op.f("ix_result_superseded_by"))
        batch_op.drop_index(batch_op.f("ix_result_submission_id"))
        batch_op.drop_index(batch_op.f("ix_result_assignment_id"))

    op.drop_table("result")
    with op.batch_alter_table("unit_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_alias_unit_id"))
        batch_op.drop_index(batch_op.f("ix_unit_alias_spelling"))

    op.drop_table("unit_alias")
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_support_current",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_support_supporter_unit_id"))
        batch_op.drop_index(batch_op.f("ix_support_superseded_by"))
        batch_op.drop_index(batch_op.f("ix_support_batch_id"))
        batch_op.drop_index(batch_op.f("ix_support_address_id"))

    op.drop_table("support")
    with op.batch_alter_table("succession", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_succession_to_unit_id"))
        batch_op.drop_index(batch_op.f("ix_succession_from_unit_id"))

    op.drop_table("succession")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_year"))
        batch_op.drop_index(batch_op.f("ix_submission_unit_id"))
        batch_op.drop_index(batch_op.f("ix_submission_batch_id"))

    op.drop_table("submission")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_year"))
        batch_op.drop_index(batch_op.f("ix_reminder_unit_id"))

    op.drop_table("reminder")
    op.drop_table("issue")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_extension_current",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.drop_table("extension")
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_dossier_current",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_dossier_superseded_by"))
        batch_op.drop_index(batch_op.f("ix_dossier_commune_id"))
        batch_op.drop_index(batch_op.f("ix_dossier_batch_id"))
        batch_op.drop_index(batch_op.f("ix_dossier_address_id"))

    op.drop_table("dossier")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_unit_id"))

    op.drop_table("assignment")
    op.drop_table("unit")
    op.drop_table("task")
    op.drop_table("setting")
    op.drop_table("period")
    op.drop_table("entry")
    op.drop_table("data_version")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_batch_token_standing",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_batch_digest"))

    op.drop_table("batch")
    op.drop_table("app_user")
    op.drop_table("address")
