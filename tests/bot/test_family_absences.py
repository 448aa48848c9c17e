"""What families say of absences: one tap under a push, /absence, the class teacher's word, and who may not."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.guardians.absence_data import CallMe, Form, OneTap, ShowNote, TakeBack
from bot.teachers.family_notes_views import AskRefusal, ConfirmNote, RefuseNote, ShowWaiting, Why
from core.journal.model import Reason
from core.journal.notes import certificates
from playground import MessageView, Person
from storage.schema.attachments import attachment
from storage.schema.audit import audit_entry
from storage.schema.notes import absence_note
from storage.schema.notifications import outbox
from tests.bot.conftest import (
    DEPUTY,
    FATHER_OF_SOFIA,
    MATHS,
    MOTHER_OF_EGOR,
    MOTHER_OF_SOFIA,
    MOTHER_OF_TWO,
    RUSSIAN,
    TUESDAY,
    House,
)
from tests.bot.test_absences import CLASS_TEACHER, OF_5B, rows, standing, wrote

TODAY = TUESDAY.date().toordinal()


async def notes(house: House) -> list[tuple[object, ...]]:
    """Reason, days, whether from a family, confirmed, ended, and why refused."""
    table = absence_note.c
    days = (sa.cast(table.first_day, sa.Text), sa.cast(table.last_day, sa.Text))
    flags = (table.from_family, table.confirmed_at.is_not(None), table.ended_at.is_not(None), table.refusal)
    return await rows(house, sa.select(table.reason, *days, *flags).order_by(table.id))


def edits(messages: list[MessageView], message_id: int) -> bool:
    """Whether this message was edited."""
    return any(one.id == message_id and one.edited for one in messages)


async def alerted(house: House, uid: str = MOTHER_OF_SOFIA, name: str = "Ёлкина") -> tuple[Person, int]:
    """A guardian with the push about an absence without a reason."""
    guardian = await house.linked(uid)
    await wrote(house, f"5А матем н {name}")
    house.grace_passes()
    push = await guardian.expect("причина не указана")
    assert push.labels[:3] == ["Болеет", "По семейным", "Не знаю, позвоните"]
    return guardian, push.id


async def test_one_tap_edits_the_alerts_and_asks_the_class_teacher(house_on_both: House) -> None:
    house = house_on_both
    teacher = await house.linked(CLASS_TEACHER)
    father = await house.linked(FATHER_OF_SOFIA)
    mother, push = await alerted(house)
    other = await father.expect("причина не указана")
    await mother.press("Болеет")
    said = await mother.expect("ждёт подтверждения")
    assert said.id != push
    edited = next(one for one in await mother.wait(lambda found: edits(found, push)) if one.id == push)
    assert "болезнь" in edited.text
    assert "Болеет" not in edited.labels
    seen = await father.expect("болезнь")
    assert (seen.id, seen.edited, "Болеет" in seen.labels) == (other.id, True, False)
    asked = await teacher.expect("Записка от родителей: подтвердите её")
    assert "Ёлкина Софья, записка на 13 октября, болеет" in asked.text
    assert await notes(house) == [("Б", "2026-10-13", "2026-10-13", True, False, False, None)]
    assert await standing(house) == [("absent", "Б", True)]
    await teacher.press("Подтвердить")
    assert "подтверждена" in (await teacher.expect("подтверждена")).text
    await mother.expect("Классный руководитель подтвердил записку")
    assert await notes(house) == [("Б", "2026-10-13", "2026-10-13", True, True, False, None)]
    assert not any("подтвердил" in message.text for message in father.messages)


async def test_a_double_tap_is_one_note_and_one_message(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER)
    mother, push = await alerted(house)
    data = OneTap(pupil=await pupil_of(house), day=TODAY, reason=Reason.ILLNESS).pack()
    first, second = await mother.press_data(push, data), await mother.press_data(push, data)
    assert ("отправлена" in (first.text or ""), "уже есть" in (second.text or "")) == (True, True)
    await teacher.expect("подтвердите её")
    assert len(await notes(house)) == 1
    assert sum("подтвердите её" in message.text for message in teacher.messages) == 1


async def pupil_of(house: House, uid: str = MOTHER_OF_SOFIA) -> int:
    """The first child of a guardian."""
    async with house.database.reading() as unit:
        (guardian,) = await unit.links.people_with_uid(uid)
        return (await unit.people.children(guardian.id, TUESDAY.date()))[0].pupil.id


async def test_a_refused_note_asks_again_and_says_why(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER)
    mother, _ = await alerted(house)
    await mother.press("По семейным")
    await teacher.expect("подтвердите её")
    await teacher.press("Отклонить…")
    await teacher.expect("Почему записка не принята?")
    await teacher.say("Софья писала со мной контрольную & сидела у окна")
    assert "отклонена" in (await teacher.expect("отклонена")).text
    answer = await mother.expect("Классный руководитель не принял записку")
    assert "Софья писала со мной контрольную & сидела у окна" in answer.text
    assert (await notes(house))[0][3:6] == (True, False, True)
    assert await standing(house) == [("absent", None, False)]


async def test_a_call_is_asked_for_at_once_in_quiet_hours_too(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER)
    mother, push = await alerted(house)
    house.clock.pass_(timedelta(hours=8))  # 23:30
    await mother.press("Болеет")
    await mother.expect("ждёт подтверждения")
    data = CallMe(pupil=await pupil_of(house), day=TODAY).pack()
    assert "получит просьбу" in ((await mother.press_data(push, data)).text or "")
    await mother.press_data(push, data)
    await teacher.expect("родитель не знает, где ребёнок")
    assert not any("подтвердите её" in message.text for message in teacher.messages)
    house.clock.pass_(timedelta(hours=8))
    house.grace_passes()
    await teacher.expect("подтвердите её")
    calls = sa.select(outbox.c.state).where(outbox.c.dedupe_key.startswith("family:call:"))
    assert len(await rows(house, calls)) == 1


async def test_days_ahead_are_expected_at_the_roll_and_not_alerted(house: House) -> None:
    """icc #502: with a note there is no alert; the teacher sees whose word it is."""
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/absence")
    await mother.expect("Пропуск занятий: Ёлкина Софья, 5А")
    await mother.press("Завтра")
    await mother.expect("Новая: записка на 14 октября")
    await mother.press("Болеет")
    await mother.expect("ждёт подтверждения")
    await mother.press("Добавить комментарий")
    await mother.expect("Диагноз не пишите")
    await mother.say("температура с вечера")
    await mother.expect("ждёт подтверждения")
    house.clock.pass_(timedelta(days=1))
    teacher = await house.linked(RUSSIAN)
    await teacher.say("5А рус дз упр. 5")
    await teacher.expect("Нет по записке: Ёлкина Софья (болезнь, со слов родителей)")
    await teacher.press("Записать")
    await teacher.expect("Записано")
    house.grace_passes()
    assert "Не было" not in (await mother.expect("упр. 5")).text


async def test_a_range_is_chosen_shortened_and_withdrawn(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER)
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/absence")
    await mother.expect("Пропуск занятий")
    await mother.press("Другие дни")
    shown = await mother.expect("С какого дня?")
    assert shown.text.startswith("Ёлкина Софья, 5А")
    weeks = [[one.text for one in row] for row in shown.buttons]
    assert weeks[:2] == [["–", "6.10", "7", "8", "9", "10"], ["12", "[13]", "14", "15", "16", "17"]]
    assert weeks[4][0] == "2.11", "the month begins on a Sunday"
    await mother.press("12")
    await mother.expect("По какой день?")
    await mother.press("16")
    await mother.expect("Новая: записка с 12 октября по 16 октября")
    await mother.press("Болеет")
    await mother.expect("ждёт подтверждения")
    await teacher.expect("подтвердите её")
    await teacher.press("Подтвердить")
    await teacher.expect("подтверждена")
    await mother.press("Вышел раньше")
    await mother.expect("С какого дня ребёнок снова в школе?")
    await mother.press("Завтра")
    await mother.expect("записка с 12 октября по 13 октября, болеет, подтверждена")
    await teacher.expect("Записка от родителей стала короче")
    assert [row[2:6] for row in await notes(house)] == [
        ("2026-10-16", True, True, True),
        ("2026-10-13", True, True, False),
    ]
    await mother.press("Изменить: записка с 12 октября по 13 октября")
    await mother.expect("Ёлкина Софья, 5А\nЗаписка")
    await mother.press("Отозвать записку")
    await mother.expect("Выберите дни и нажмите причину")
    assert [row[5] for row in await notes(house)] == [True, True]
    await teacher.expect("Родитель отозвал записку")


async def test_a_part_of_the_day_and_of_two_children_the_right_one(house: House) -> None:
    mother = await house.linked(MOTHER_OF_TWO)
    await mother.say("/absence")
    first = await mother.expect("Пропуск занятий")
    other = first.labels[0]
    await mother.press(other)
    await mother.expect(f"Пропуск занятий: {other}")
    await mother.press("Часть дня")
    await mother.expect("Каких уроков не будет?")
    await mother.press("3")
    await mother.press("4")
    await mother.press("Готово")
    await mother.expect("Новая: записка на 13 октября, уроки 3–4")
    await mother.press("По семейным")
    said = await mother.expect("ждёт подтверждения")
    assert other in said.text
    assert await rows(house, sa.select(absence_note.c.lessons)) == [([3, 4],)]


async def test_the_list_of_the_class_teacher(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/absence")
    await mother.expect("Пропуск занятий")
    await mother.press("Болеет")
    await mother.expect("ждёт подтверждения")
    teacher = await house.linked(CLASS_TEACHER)
    await teacher.say("/absences")
    shown = await teacher.expect("со слов родителей, ждёт подтверждения")
    assert "Ёлкина Софья" in shown.text
    await teacher.press("Подтвердите: 1 записка родителей")
    await teacher.expect("Записки родителей ждут подтверждения")
    await teacher.press("✓ Ёлкина Софья")
    await teacher.expect("подтверждена")


async def test_what_was_decided_meanwhile_is_said(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER)
    mother, _ = await alerted(house)
    await mother.press("Болеет")
    await mother.expect("ждёт подтверждения")
    asked = await teacher.expect("подтвердите её")
    await mother.press("Отозвать записку")
    await mother.expect("Выберите дни и нажмите причину")
    await teacher.expect("Родитель отозвал записку")
    await teacher.press_data(asked.id, ConfirmNote(note=1).pack())
    await teacher.expect("больше не действует")
    assert (await notes(house))[0][4:6] == (False, True)


@pytest.mark.parametrize("uid", [MOTHER_OF_EGOR, OF_5B, DEPUTY, MATHS])
async def test_nobody_else_excuses_or_decides(house: House, uid: str) -> None:
    """The denial twin: another's child, another class, staff without the class."""
    await house.linked(CLASS_TEACHER)
    mother, _ = await alerted(house)
    await mother.press("Болеет")
    await mother.expect("ждёт подтверждения")
    before, pupil = await notes(house), await pupil_of(house)
    stranger = await house.linked(uid)
    await stranger.say("/start")
    shown = await stranger.expect("Этот чат подключён")
    for data in (
        OneTap(pupil=pupil, day=TODAY, reason=Reason.EXCUSED),
        CallMe(pupil=pupil, day=TODAY),
        Form(pupil=pupil),
        ShowNote(note=1, pupil=pupil),
        TakeBack(note=1, pupil=pupil),
        ConfirmNote(note=1),
        AskRefusal(note=1),
        RefuseNote(note=1, why=Why.CALL),
        ShowWaiting(class_id=1),
    ):
        await stranger.press_data(shown.id, data.pack())
    assert await notes(house) == before
    assert [message.text for message in stranger.messages if "Ёлкина Софья" in message.text] == []


async def test_the_other_guardian_does_not_withdraw_it(house: House) -> None:
    father = await house.linked(FATHER_OF_SOFIA)
    mother, _ = await alerted(house)
    await mother.press("Болеет")
    await mother.expect("ждёт подтверждения")
    await father.say("/absence")
    shown = await father.expect("записка на 13 октября, болеет, ждёт подтверждения")
    assert not any("Изменить" in label for label in shown.labels)
    await father.press_data(shown.id, TakeBack(note=1, pupil=await pupil_of(house)).pack())
    assert (await notes(house))[0][5] is False


@pytest.mark.parametrize("mode", ["initials", "discreet"])
async def test_names_go_no_further_than_the_school_allows(house: House, mode: str) -> None:
    await house.set(content=mode)
    teacher, mother = await house.linked(CLASS_TEACHER), await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/absence")
    await mother.expect("Пропуск занятий")
    await mother.press("Болеет")
    await mother.expect("ждёт подтверждения")
    await teacher.expect("Записка от родителей")
    await teacher.press("Подтвердить")
    await teacher.expect("подтверждена")
    await mother.expect("подтвердил записку")
    assert not any("Ёлкина Софья" in message.text for one in (teacher, mother) for message in one.messages)


async def test_in_english(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, language="en")
    await mother.say("/absence")
    await mother.expect("Absence from school")
    await mother.press("Ill")
    await mother.expect("awaits confirmation")


async def said_with_certificate(house: House) -> tuple[Person, Person]:
    """A class teacher with the push, and a mother who has attached a certificate to her note."""
    teacher, (mother, _) = await house.linked(CLASS_TEACHER), await alerted(house)
    await mother.press("Болеет")
    said = await mother.expect("ждёт подтверждения")
    await teacher.expect("подтвердите её")
    await mother.press("Приложить справку", said)
    await mother.expect("Откроет её только классный руководитель")
    await house.restart()
    await mother.send_document(b"%PDF-1.4 certificate", "справка.pdf", mime="application/pdf")
    await mother.expect("Справка приложена")
    return teacher, mother


async def test_a_certificate_is_opened_by_the_class_teacher_and_erased_by_the_family_until_then(house: House) -> None:
    teacher, mother = await said_with_certificate(house)
    push = await teacher.expect("приложили справку", timeout=20)
    assert not any(one.document for one in teacher.messages), "nobody gets it unasked"
    await teacher.press("Открыть справку", push)
    await teacher.expect("Справка к записке")
    await teacher.wait(lambda messages: any(one.document for one in messages))
    actions = [one for (one,) in await rows(house, sa.select(audit_entry.c.action))]
    assert "note.certificate_opened" in actions
    subject, deputy = await house.linked(RUSSIAN), await house.linked(DEPUTY)
    for stranger in (subject, deputy, await house.linked(MOTHER_OF_EGOR), await house.linked(FATHER_OF_SOFIA)):
        await stranger.say("/start")
        shown = await stranger.wait(lambda messages: messages[-1].from_bot)
        for data in ("fcert?:1", "fcert!:1", "fcert-:1:1"):
            assert (await stranger.press_data(shown[-1].id, data)).text, "the denial twin"
        assert not any(one.document for one in stranger.messages)
    await mother.press("Удалить справку")
    await mother.wait(lambda messages: "Удалить справку" not in messages[-1].labels)
    kept = await rows(house, sa.select(attachment.c.name, attachment.c.digest, attachment.c.fetch_at))
    assert kept == [("", None, None)]
    answer = await teacher.press_data(push.id, "fcert?:1")
    assert "больше нет" in (answer.text or "")


async def test_what_was_confirmed_with_its_certificate_is_erased_no_more(house: House) -> None:
    teacher, mother = await said_with_certificate(house)
    asked = next(one for one in teacher.messages if "подтвердите её" in one.text)
    await teacher.press("Подтвердить", asked)
    await teacher.expect("справка принята")
    mother.mark()
    last = next(one for one in reversed(mother.messages) if "Удалить справку" in one.labels)
    await mother.press("Удалить справку", last)
    assert await rows(house, sa.select(attachment.c.name)) == [("справка.pdf",)]
    house.clock.pass_(certificates.KEPT + timedelta(days=1))
    assert await certificates.erase_old(house.database, house.clock.now()) == 1
    assert await rows(house, sa.select(attachment.c.name)) == [("",)]
