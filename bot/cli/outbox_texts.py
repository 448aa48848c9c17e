"""How `peremena outbox` shows rows: by keys of the database, without names and words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core.notifications.model import Standing

_TIME = "%d.%m.%Y %H:%M:%S"

Facts = dict[str, object]


def facts(standing: Standing) -> Facts:
    """All that is known of a row but whom and what it tells."""
    row, planned = standing.row, standing.row.planned
    return {
        "id": row.id,
        "state": row.state.value,
        "reason": row.reason,
        "kind": planned.kind.value,
        "operation": planned.operation.value,
        "priority": planned.priority.name.lower(),
        "attempts": row.attempts,
        "created": standing.created_at,
        "changed": standing.changed_at,
        "first_due": standing.first_due,
        "not_before": planned.not_before,
        "expires": planned.expires_at,
        "lease_until": row.lease_until,
        "sent": row.sent_at,
        "message": row.message_id,
        "messages": " ".join(one.message_id for one in row.posted) or None,
        "chat": planned.chat_key,
        "person": planned.person_id,
        "pupil": planned.pupil_id,
        "lesson": planned.lesson_id,
        "follows": planned.follows,
    }


def plain(shown: Facts) -> Facts:
    """The same for JSON: moments as ISO 8601 in UTC."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in shown.items()}


def page(shown: Facts, zone: ZoneInfo) -> str:
    """A line for each fact that there is; moments on the school's clock."""
    width = max(map(len, shown))
    return "\n".join(f"{name:{width}}  {_value(value, zone)}" for name, value in shown.items() if value is not None)


def line(standing: Standing, zone: ZoneInfo) -> str:
    """A row in one line."""
    row, planned = standing.row, standing.row.planned
    state = f"{row.state.value} ({row.reason})" if row.reason else row.state.value
    about = f"{planned.kind.value}, {planned.operation.value}, {planned.priority.name.lower()}"
    tried = f"попыток {row.attempts}, чат {planned.chat_key}"
    return " · ".join((str(row.id), state, _value(standing.changed_at, zone), about, tried))


def _value(value: object, zone: ZoneInfo) -> str:
    return value.astimezone(zone).strftime(_TIME) if isinstance(value, datetime) else str(value)
