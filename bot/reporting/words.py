"""The words of adoption: stages, families, targets and what becomes of them."""

from collections.abc import Iterator

from bot.i18n import N_, Html, Texts
from core.reporting.model import Aim, Circle, Families, Forecast, Funnel, Outlook, Stage

CIRCLES = {
    Circle.GUARDIANS: N_("Родители"),
    Circle.PUPILS: N_("Ученики"),
    Circle.STAFF: N_("Сотрудники"),
}
STAGES = {
    Stage.ACTIVE: N_("✅ заходили за 7 дней: {n}"),
    Stage.LINKED: N_("☑️ подключены, но неделю не заходили: {n}"),
    Stage.ISSUED: N_("⏳ код выдан, не использован: {n}"),
    Stage.APPLIED: N_("📝 ждёт заявление: {n}"),
    Stage.UNREACHABLE: N_("🚫 сообщения не доходят: {n}"),
    Stage.NOTHING: N_("▫️ ещё не начинали: {n}"),
}
"""From the furthest on, as they stand on screens."""
_LEVELS = {"school": N_("школа"), "municipality": N_("муниципалитет"), "region": N_("регион")}


def funnel_lines(circle: Circle, funnel: Funnel, texts: Texts) -> Iterator[Html]:
    """A circle with everybody in it, then each stage at which anybody stands."""
    yield texts.h("<b>{who}: {n}</b>", who=texts.t(CIRCLES[circle]), n=funnel.total)
    for stage, line in STAGES.items():
        if funnel.at(stage):
            yield texts.h("{line}", line=texts.t(line, n=funnel.at(stage)))


def families_line(families: Families, texts: Texts) -> Html:
    """«Семьи: подключены 412 из 530, 77 %»."""
    return texts.h(
        "Семьи: подключены <b>{now} из {total}, {percent} %</b>",
        now=families.now,
        total=families.total,
        percent=families.percent,
    )


def gained_line(families: Families, texts: Texts) -> str:
    """What the last week brought."""
    if families.gained > 0:
        return texts.t("За неделю: +{n}.", n=families.gained)
    if families.gained < 0:
        return texts.t("За неделю: −{n}.", n=-families.gained)
    return texts.t("За неделю ничего не изменилось.")


def aim_line(aim: Aim, texts: Texts) -> str:
    """A target, its level, and what becomes of it."""
    target = aim.target
    what = texts.t(
        "{percent} % к {day} ({level})",
        percent=target.percent,
        day=texts.whole_date(target.day),
        level=texts.t(_LEVELS[target.level]),
    )
    if aim.forecast.outlook is Outlook.REACHED:
        return texts.t("✅ {what}: достигнуто", what=what)
    sign = "⏳" if aim.forecast.outlook in (Outlook.IN_TIME, Outlook.UNKNOWN) else "❗"
    return texts.t("{sign} {what}: {prospect}", sign=sign, what=what, prospect=prospect(aim.forecast, texts))


def prospect(found: Forecast, texts: Texts) -> str:
    """What is missing, and when it is there if the last four weeks go on."""
    missing = texts.n("не хватает {n} семьи", "не хватает {n} семей", found.missing)
    if found.day is None:
        return texts.t(_HOPELESS[found.outlook], missing=missing)
    return texts.t(_DATED[found.outlook], missing=missing, day=texts.whole_date(found.day))


_HOPELESS = {
    Outlook.NEVER: N_("{missing}; при нынешнем темпе не будет достигнуто"),
    Outlook.UNKNOWN: N_("{missing}; прогноз будет через неделю после первых подключений"),
}
_DATED = {
    Outlook.IN_TIME: N_("{missing}; при нынешнем темпе — {day}"),
    Outlook.LATE: N_("{missing}; при нынешнем темпе — {day}, позже срока"),
}
