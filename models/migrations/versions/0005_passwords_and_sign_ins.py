"""Passwords, one-time codes and sign-ins; how an identity provider names a user."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("app_user") as user:
        user.add_column(sa.Column("email", sa.String(length=254), nullable=True))
        user.add_column(sa.Column("subject", sa.String(length=255), nullable=True))
        user.create_unique_constraint(user.f("uq_app_user_email"), ["email"])
        user.create_unique_constraint(user.f("uq_app_user_subject"), ["subject"])
    op.create_table(
        "credential",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_credential_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_credential")),
    )
    op.create_table(
        "one_time_code",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_one_time_code_digest_whole")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_one_time_code")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_sign_in_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_digest")),
    )
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.create_index(sign_in.f("ix_sign_in_user_id"), ["user_id"])


def downgrade() -> None:
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.drop_index(sign_in.f("ix_sign_in_user_id"))
    op.drop_table("sign_in")
    op.drop_table("one_time_code")
    op.drop_table("credential")
    with op.batch_alter_table("app_user") as user:
        user.drop_constraint(user.f("uq_app_user_subject"), type_="unique")
        user.drop_constraint(user.f("uq_app_user_email"), type_="unique")
        user.drop_column("subject")
        user.drop_column("email")
