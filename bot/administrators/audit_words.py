"""What a line of the log of actions says, in words. It holds ids and codes; names of staff are looked up."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.administrators.staff_words import ROLES, term_words
from bot.i18n import N_, Html, Texts
from core.audit.model import AuditLine
from core.audit.reading import Area
from core.ids import PersonId
from core.people.model import Person, Role

AREAS = {
    Area.ALL: N_("Всё"),
    Area.STAFF: N_("Сотрудники"),
    Area.ACCESS: N_("Доступ и коды"),
    Area.SCHOOL: N_("Школа"),
    Area.JOURNAL: N_("Журнал"),
    Area.FAMILIES: N_("Семьи"),
}
ACTIONS = {
    "access.withdrawn": N_("Доступ закрыт"),
    "application.checked": N_("Заявление проверено"),
    "application.connected": N_("По заявлению открыт доступ"),
    "application.received": N_("Заявление принято"),
    "application.refused": N_("В заявлении отказано"),
    "application.registered": N_("Заявление зарегистрировано"),
    "application.uid": N_("К заявлению вписан UID"),
    "application.withdrawn": N_("Заявление отозвано"),
    "approval.allowed": N_("Запрос разрешён"),
    "approval.asked": N_("Запрошено согласование"),
    "approval.outdated": N_("Запрос устарел"),
    "approval.refused": N_("Запрос отклонён"),
    "approval.withdrawn": N_("Запрос отозван"),
    "calendar.issued": N_("Выдан адрес календаря"),
    "calendar.revoked": N_("Адрес календаря закрыт"),
    "check.closed": N_("Журнал проверен"),
    "check.reopened": N_("Отметка о проверке журнала снята"),
    "check.paper": N_("Посчитан бумажный журнал"),
    "code.issued": N_("Выдан код для входа"),
    "consent.given": N_("Дано согласие на обработку данных"),
    "consent.withdrawn": N_("Согласие отозвано"),
    "consent.replaced": N_("Согласие заменено новым"),
    "consent.expired": N_("Согласие устарело"),
    "consent.wording": N_("Изменён текст согласия"),
    "draft.confirmed": N_("Запись оператора подтверждена"),
    "draft.given_back": N_("Запись возвращена оператору"),
    "draft.handed_over": N_("Запись отправлена учителю"),
    "draft.taken_back": N_("Оператор забрал запись обратно"),
    "duty.closed": N_("Дело отмечено сделанным"),
    "entry.changed": N_("Изменено расписание ввода"),
    "faq.changed": N_("Изменён частый вопрос"),
    "faq.hidden": N_("Частый вопрос скрыт"),
    "faq.removed": N_("Частый вопрос удалён"),
    "faq.shown": N_("Частый вопрос показан всем"),
    "group.moved": N_("Изменён состав группы"),
    "guardianship.ended": N_("Представительство закончено"),
    "lesson.recorded": N_("Записан урок"),
    "lesson.undone": N_("Запись урока отменена"),
    "letters.block_lifted": N_("Закрытая переписка открыта снова"),
    "letters.blocked": N_("Переписка закрыта"),
    "letters.desk": N_("Изменены часы приёма сообщений"),
    "letters.report_closed": N_("Жалоба на переписку закрыта"),
    "letters.report_passed_on": N_("Жалоба передана директору"),
    "letters.report_read": N_("Жалоба на переписку прочитана"),
    "letters.reported": N_("Подана жалоба на переписку"),
    "letters.unblocked": N_("Переписка открыта снова"),
    "link.ended": N_("Чат отключён"),
    "link.made": N_("Чат подключён"),
    "mark.corrected": N_("Исправлена отметка"),
    "note.added": N_("Добавлена записка о пропуске"),
    "note.call_asked": N_("Семья просит позвонить"),
    "note.certificate": N_("Приложена справка"),
    "note.certificate_accepted": N_("Справка принята"),
    "note.certificate_erased": N_("Справка удалена"),
    "note.certificate_expired": N_("Справка удалена по сроку"),
    "note.certificate_opened": N_("Справка открыта"),
    "note.comment": N_("К записке добавлены слова семьи"),
    "note.confirmed": N_("Записка о пропуске подтверждена"),
    "note.refused": N_("Записка о пропуске отклонена"),
    "note.replaced": N_("Записка о пропуске заменена"),
    "note.withdrawn": N_("Записка о пропуске отозвана"),
    "notice.changed": N_("Исправлено отправленное объявление"),
    "notice.withdrawn": N_("Объявление отозвано"),
    "notice.reminded": N_("Напоминание об объявлении"),
    "notice.closed": N_("Приём ответов на объявление закрыт"),
    "notice.reopened": N_("Приём ответов на объявление открыт снова"),
    "notice.adopted": N_("Неотправленное объявление взято у автора"),
    "notice.held": N_("Назначенное объявление не отправлено"),
    "notice.scheduled": N_("Назначена отправка объявления"),
    "notice.unscheduled": N_("Отправка объявления отменена"),
    "notice.sent": N_("Отправлено объявление"),
    "operator.began": N_("Оператор начал ввод за учителя"),
    "operator.ended": N_("Оператор закончил ввод за учителя"),
    "operator.left": N_("Ввод за учителя прекращён"),
    "outbox.purged": N_("Удалены завершённые извещения"),
    "outbox.retried": N_("Извещения отправлены снова"),
    "period.confirmed": N_("Выставлены отметки за период"),
    "period.corrected": N_("Исправлена отметка за период"),
    "person.changed": N_("Изменены личные данные"),
    "question.answered": N_("Дан ответ на вопрос администратору"),
    "question.closed": N_("Вопрос администратору закрыт"),
    "remark.accepted": N_("Замечание по журналу принято"),
    "remark.answered": N_("Ответ на замечание по журналу"),
    "remark.fixed": N_("Замечание отмечено исправленным"),
    "remark.made": N_("Сделано замечание по журналу"),
    "remark.returned": N_("Замечание возвращено"),
    "remark.withdrawn": N_("Замечание отозвано"),
    "roster.confirmed": N_("Список класса сверен"),
    "roster.reported": N_("Сообщено об ошибке в списке класса"),
    "school.imported": N_("Загружены данные школы"),
    "school.setting": N_("Изменена настройка школы"),
    "staff.away": N_("Записано отсутствие сотрудника"),
    "staff.back": N_("Отсутствие сотрудника отменено"),
    "staff.granted": N_("Дана функция"),
    "staff.revoked": N_("Функция закрыта"),
    "timetable.changed": N_("Изменено расписание"),
    "timetable.restored": N_("Изменение расписания отменено"),
    "verify.right": N_("Дневник сверен"),
    "verify.wrong": N_("При сверке дневника найдена ошибка"),
}
_PERSON = "person:"
_SETTING = "setting:"


def told(line: AuditLine, staff: Mapping[PersonId, Person], texts: Texts) -> Html:
    """When, who, what, and what it was done to."""
    when = texts.h("{day} {time}", day=texts.short_day(line.at), time=texts.time(line.at))
    what = texts.t(ACTIONS[line.action]) if line.action in ACTIONS else texts.t("Другое действие")
    details = "; ".join(_details(line, staff, texts))
    said = texts.t("{what}: {details}", what=what, details=details) if details else what
    return texts.h("<b>{when}</b> · {who}\n{said}", when=when, who=_who(line.actor_id, staff, texts), said=said)


def _who(person_id: PersonId | None, staff: Mapping[PersonId, Person], texts: Texts) -> str:
    """Staff by name; families are not named here, and what nobody did the program or its operator did."""
    if person_id is None:
        return texts.t("сервер школы")
    return staff[person_id].name.short if person_id in staff else texts.t("не сотрудник")


def _details(line: AuditLine, staff: Mapping[PersonId, Person], texts: Texts) -> Iterator[str]:
    if line.subject.startswith(_SETTING):
        key = line.subject.removeprefix(_SETTING)
        yield texts.t("{key}: {old} → {new}", key=key, old=line.data.get("old"), new=line.data.get("new"))
    if line.subject.startswith(_PERSON) and line.subject.removeprefix(_PERSON).isdigit():
        person_id = PersonId(int(line.subject.removeprefix(_PERSON)))
        if person_id in staff and person_id != line.actor_id:
            yield staff[person_id].name.short
    if line.action.startswith("staff."):
        yield from _of_staff(line, staff, texts)


def _of_staff(line: AuditLine, staff: Mapping[PersonId, Person], texts: Texts) -> Iterator[str]:
    """The function and its days, or who stands in."""
    data = line.data
    if role := data.get("role"):
        yield texts.t(ROLES[Role(str(role))])
    first, last = data.get("from"), data.get("to")
    if line.action == "staff.revoked":
        return
    yield term_words(date.fromisoformat(str(first)), date.fromisoformat(str(last)) if last else None, texts)
    deputy = data.get("deputy")
    if isinstance(deputy, int) and PersonId(deputy) in staff:
        yield texts.t("замещает {name}", name=staff[PersonId(deputy)].name.short)
