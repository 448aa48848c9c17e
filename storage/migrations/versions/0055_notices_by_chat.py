"""notices by chat"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

_NOTICES = sa.text("notice_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_outbox_notice", table_name="outbox")
    op.create_index(
        "ix_outbox_notice", "outbox", ["notice_id", "chat_id"], sqlite_where=_NOTICES, postgresql_where=_NOTICES
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_notice", table_name="outbox")
    op.create_index(
        "ix_outbox_notice", "outbox", ["notice_id", "kind", "state"], sqlite_where=_NOTICES, postgresql_where=_NOTICES
    )
