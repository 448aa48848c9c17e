"""notices by chat, digests by person, lessons by day"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

_NOTICES, _DIGESTS = sa.text("notice_id IS NOT NULL"), sa.text("kind = 'digest'")


def upgrade() -> None:
    op.drop_index("ix_outbox_notice", table_name="outbox")
    op.create_index(
        "ix_outbox_notice", "outbox", ["notice_id", "chat_id"], sqlite_where=_NOTICES, postgresql_where=_NOTICES
    )
    op.create_index("ix_outbox_digests", "outbox", ["person_id"], sqlite_where=_DIGESTS, postgresql_where=_DIGESTS)
    op.drop_index("ix_lesson_class_id", table_name="lesson")
    op.create_index("ix_lesson_class_day", "lesson", ["class_id", "day"])


def downgrade() -> None:
    op.drop_index("ix_lesson_class_day", table_name="lesson")
    op.create_index("ix_lesson_class_id", "lesson", ["class_id"])
    op.drop_index("ix_outbox_digests", table_name="outbox")
    op.drop_index("ix_outbox_notice", table_name="outbox")
    op.create_index(
        "ix_outbox_notice", "outbox", ["notice_id", "kind", "state"], sqlite_where=_NOTICES, postgresql_where=_NOTICES
    )
