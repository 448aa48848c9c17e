"""Every setting of a school: its key, the form of its value, where it stands and what is usual."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time

from core.deadlines.profiles import (
    PROFILES,
    ConsentPolicy,
    CorrectionPolicy,
    LetterPolicy,
    PupilAccess,
    named,
    profile_of,
    target,
)
from core.notifications.preferences import Choices, Mode, Settings, Topic, settled
from core.people.model import FULL
from core.settings.errors import NothingUsualError, SettingValueError, UnknownSettingError
from core.settings.forms import (
    NO,
    OFF,
    YES,
    Clock,
    Day,
    Form,
    Line,
    OneOf,
    Several,
    Span,
    Whole,
    Zone,
    clock,
    clock_text,
    span,
    span_text,
)
from core.settings.model import CONTENT_MODES, Held, Origin, Own

NEWS, QUIET, DIGEST, CONTENT = "news", "quiet", "digest", "content"


@dataclass(frozen=True, slots=True)
class Setting:
    """One key. Values pass as canonical text; None is «not chosen»."""

    key: str
    form: Form
    chosen: Callable[[Own], str | None]
    put: Callable[[Own, str | None], Own]
    usual: Callable[[Own], str] | None = None
    """What holds where nothing is chosen; a key without it always has a value of its own."""
    origin: Origin = Origin.USUAL
    """Where the usual comes from."""
    of_news: bool = False
    """Whether it says only how families are told, and nothing of what the journal allows or what leaves it."""

    def held(self, own: Own) -> Held:
        """What holds, and why."""
        chosen = self.chosen(own)
        if chosen is None and self.usual is not None:
            return Held(self.key, self.usual(own), self.origin)
        return Held(self.key, chosen or "", Origin.HERE)

    def changed(self, own: Own, value: str | None) -> Own:
        """The choices with this canonical value, or without one. NothingUsualError."""
        if value is None and self.usual is None:
            raise NothingUsualError(key=self.key)
        return self.put(own, value)


def setting(key: str) -> Setting:
    """The setting of a key. UnknownSettingError."""
    if key not in SETTINGS:
        raise UnknownSettingError(key=key)
    return SETTINGS[key]


def canonical(key: str, text: str) -> str:
    """A value as it is written down. UnknownSettingError or SettingValueError."""
    try:
        return setting(key).form.canonical(text)
    except ValueError:
        raise SettingValueError(key=key, value=text) from None


def standing(own: Own) -> tuple[Held, ...]:
    """What holds under every key."""
    return tuple(one.held(own) for one in SETTINGS.values())


def _of_school(key: str, field: str, form: Form) -> Setting:
    """What a school always has, from its import on."""

    def chosen(own: Own) -> str:
        return str(getattr(own.school, field))

    def put(own: Own, value: str | None) -> Own:
        return replace(own, school=replace(own.school, **{field: value}))  # type: ignore[arg-type]

    return Setting(key, form, chosen, put)


def _content(own: Own) -> str | None:
    """`full` is as usual: a school has it from the beginning."""
    return None if own.school.content_mode == FULL else own.school.content_mode


def _put_content(own: Own, value: str | None) -> Own:
    return replace(own, school=replace(own.school, content_mode=value or FULL))


def _switch(key: str, field: str, form: Form) -> Setting:
    """A switch of the regulation profile, which a school may set otherwise (domain.md §5)."""

    def chosen(own: Own) -> str | None:
        overrides = own.school.profile_overrides
        return _switch_text(getattr(profile_of(own.school), field)) if field in overrides else None

    def put(own: Own, value: str | None) -> Own:
        others = {name: old for name, old in own.school.profile_overrides.items() if name != field}
        added = {} if value in (None, OFF) else {field: _switch_value(form, value or "")}
        return replace(own, school=replace(own.school, profile_overrides=others | added))

    def usual(own: Own) -> str:
        return _switch_text(getattr(named(own.school.profile), field))

    return Setting(f"profile.{key}", form, chosen, put, usual, Origin.PROFILE)


def _switch_text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, time):
        return clock_text(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or OFF
    return OFF if value is None else str(value)


def _switch_value(form: Form, value: str) -> object:
    """As it stands in the database."""
    if isinstance(form, Whole):
        return int(value)
    return value == YES if value in (YES, NO) else value


def _news(topic: Topic) -> Setting:
    """How a kind of news comes to who has not chosen otherwise."""

    def chosen(own: Own) -> str | None:
        mode = own.news.modes.get(topic)
        return mode and mode.value

    def put(own: Own, value: str | None) -> Own:
        others = {one: mode for one, mode in own.news.modes.items() if one is not topic}
        return _with_news(own, replace(own.news, modes=others if value is None else {**others, topic: Mode(value)}))

    modes = OneOf(tuple(mode.value for mode in Mode))
    return Setting(f"{NEWS}.{topic}", modes, chosen, put, lambda _: Settings().modes[topic].value, of_news=True)


def _with_news(own: Own, news: Choices) -> Own:
    return replace(own, news=news)


def _quiet(own: Own) -> str | None:
    if own.news.quiet_from is None and own.news.quiet_to is None:
        return None
    holds = settled(own.news)
    return span_text(holds.quiet_from, holds.quiet_to)


def _put_quiet(own: Own, value: str | None) -> Own:
    start, end = span(value) if value is not None else (None, None)
    return _with_news(own, replace(own.news, quiet_from=start, quiet_to=end))


def _digest(own: Own) -> str | None:
    return None if own.news.digest_at is None else clock_text(own.news.digest_at)


def _put_digest(own: Own, value: str | None) -> Own:
    at: time | None = None if value is None else clock(value)
    return _with_news(own, replace(own.news, digest_at=at))


def _usual_quiet(_: Own) -> str:
    return span_text(Settings().quiet_from, Settings().quiet_to)


def _usual_digest(_: Own) -> str:
    return clock_text(Settings().digest_at)


SETTINGS: Mapping[str, Setting] = {
    one.key: one
    for one in (
        _of_school("name", "short_name", Line(100)),
        _of_school("full_name", "full_name", Line(500)),
        _of_school("time_zone", "time_zone", Zone()),
        Setting(CONTENT, OneOf(CONTENT_MODES[::-1]), _content, _put_content, lambda _: FULL),
        _of_school("profile", "profile", OneOf(tuple(PROFILES))),
        _switch("grace_days", "entry_grace_days", Whole(0, 366)),
        _switch("late_reason", "late_entry_needs_reason", OneOf((YES, NO))),
        _switch("written_days", "written_work_days", Whole(0, 60)),
        _switch("topic", "topic_required", OneOf((YES, NO))),
        _switch("homework", "homework_required", OneOf((YES, NO))),
        _switch("absence_reason", "absence_reason_required", OneOf((YES, NO))),
        _switch("late_approval", "late_entry_needs_approval", OneOf((YES, NO))),
        _switch("close_days", "period_close_days", Whole(0, 366)),
        _switch("closed_through", "closed_through", Day()),
        _switch("correction", "correction", OneOf(tuple(policy.value for policy in CorrectionPolicy))),
        _switch("free_minutes", "free_correction_minutes", Whole(0, 24 * 60)),
        _switch("absence_reason_days", "absence_reason_days", Whole(0, 60)),
        _switch("period_days", "period_grace_days", Whole(0, 60)),
        _switch("period_early", "period_early_days", Whole(0, 60)),
        _switch("period_round_up", "period_round_up", Whole(1, 99)),
        _switch("period_border", "period_border", Whole(0, 49)),
        _switch("period_marks", "period_least_marks", Whole(0, 20)),
        _switch("period_missed", "period_most_missed", Whole(1, 100)),
        _switch("declared_substitutions", "declared_substitutions", OneOf((YES, NO))),
        _switch("operator_confirmation", "operator_confirmation", OneOf((YES, NO))),
        _switch("letters", "letters", OneOf(tuple(policy.value for policy in LetterPolicy))),
        _switch("class_teacher_letters", "class_teacher_letters", OneOf((YES, NO))),
        _switch("pupil_access", "pupil_access", OneOf(tuple(policy.value for policy in PupilAccess))),
        _switch("consent", "consent", OneOf(tuple(policy.value for policy in ConsentPolicy))),
        _switch("application_days", "application_days", Whole(1, 60)),
        _switch("question_hours", "question_hours", Whole(0, 90)),
        _switch("reminders", "reminders", OneOf((YES, NO))),
        _switch("remind_evening", "remind_evening", Clock()),
        _switch("remind_morning", "remind_morning", Clock()),
        _switch("roster_day", "roster_day", Whole(5, 28)),
        _switch("preliminary_days", "preliminary_days", Whole(0, 30)),
        _switch("weekly_report", "weekly_report", Whole(0, 7)),
        _switch("adoption_dates", "adoption_dates", Several(Day().canonical)),
        _switch("activation", "activation", Several(target)),
        _switch("backup_days", "backup_days", Whole(0, 60)),
        _switch("full_export_days", "full_export_days", Whole(0, 60)),
        _switch("consent_days", "consent_days", Whole(1, 120)),
        _switch("control", "control_required", OneOf((YES, NO))),
        _switch("verify_day", "verify_day", Whole(0, 28)),
        _switch("check_day", "check_day", Whole(1, 28)),
        _switch("check_homework", "check_homework_days", Whole(0, 60)),
        _switch("remark_days", "remark_days", Whole(1, 20)),
        *(_news(topic) for topic in Topic),
        Setting(QUIET, Span(), _quiet, _put_quiet, _usual_quiet, of_news=True),
        Setting(DIGEST, Clock(), _digest, _put_digest, _usual_digest, of_news=True),
    )
}
