"""What stands in the chats of a teacher and a deputy at each step of a remark, in every content mode (F02, F04)."""

from dataclasses import dataclass

import pytest

from playground import MessageView, Person
from tests.bot.conftest import House
from tests.bot.test_checks import begun, to_the_page

MODES = pytest.mark.parametrize("mode", ["full", "initials", "discreet"])
NEWS, REST = "Есть новость о замечании", "сейчас от вас ничего не нужно"
"""All that a discreet school lets into the messenger: that there is something, and that nothing is left to be done."""
OPEN = ["Открыть замечание"]


@dataclass
class Sides:
    """Both chats with the message of each that the next steps edit."""

    mode: str
    teacher: Person
    deputy: Person
    told: int = 0
    asked: int = 0

    async def at(self, person: Person, message: int, words: str, *, ended: bool = True) -> MessageView:
        """The message as soon as it says this, or in a discreet school what stands for it."""
        wanted = words if self.mode != "discreet" else REST if ended else NEWS
        shown = await person.wait(lambda all_of_it: any(one.id == message and wanted in one.text for one in all_of_it))
        return next(one for one in shown if one.id == message)

    async def told_anew(self, person: Person, words: str) -> MessageView:
        """A further message."""
        return await person.expect(NEWS if self.mode == "discreet" else words)

    async def press(self, person: Person, message: int, label: str) -> None:
        """A button of the message itself, or where it has none that of the remark."""
        if self.mode == "discreet":
            await person.press(OPEN[0], message)
        await person.press(label, message)

    def named(self, message: MessageView) -> bool:
        """Whether it names the teacher as the school lets names out."""
        named = {"full": "Учитель: Смирнова Ольга Викторовна", "initials": "Учитель: Смирнова О. В."}.get(self.mode)
        return "Смирнова" not in message.text if named is None else named in message.text

    def shows(self, message: MessageView, *labels: str) -> None:
        """Whether it has these buttons and no others."""
        assert message.labels == ([*OPEN] if self.mode == "discreet" else [*labels])


@pytest.fixture
async def sides(house: House, mode: str) -> Sides:
    """A remark in the deputy's own words has come to the teacher."""
    await house.set(content=mode)
    teacher, deputy = await begun(house)
    await to_the_page(deputy)
    await deputy.press("Написать замечание")
    await deputy.expect("Напишите его одним сообщением")
    await deputy.say("Проверьте темы")
    found = Sides(mode, teacher, deputy)
    told = await found.told_anew(teacher, "Замечание по журналу · 5А · Математика")
    found.told = told.id
    teacher.mark()
    deputy.mark()
    return found


async def mended(sides: Sides) -> MessageView:
    """The teacher says so in the message; the deputy is asked."""
    await sides.press(sides.teacher, sides.told, "Исправлено")
    asked = await sides.told_anew(sides.deputy, "Исправлено, проверьте · 5А · Математика")
    sides.asked = asked.id
    return asked


@MODES
async def test_who_said_that_it_is_mended_is_not_asked_to_decide(sides: Sides) -> None:
    asked = await mended(sides)
    own = await sides.at(sides.teacher, sides.told, "Отмечено: исправлено · 5А · Математика")
    sides.shows(asked, "Принято, исправлено", "Не исправлено…", "Открыть замечание")
    sides.shows(own, "Открыть замечание")
    if sides.mode == "full":
        assert "«Проверьте темы»" in own.text
    else:
        assert "Проверьте темы" not in own.text + asked.text
    assert sides.named(asked)
    if sides.mode != "discreet":
        assert "Теперь его посмотрит тот, кто проверяет журнал." in own.text


@MODES
async def test_who_gave_it_back_is_not_asked_to_mend(sides: Sides) -> None:
    asked = await mended(sides)
    sides.teacher.mark()
    await sides.press(sides.deputy, asked.id, "Не исправлено…")
    await sides.deputy.expect("что ещё не так")
    await sides.deputy.say("Темы прежние")
    again = await sides.told_anew(sides.teacher, "Замечание возвращено: не исправлено · 5А · Математика")
    own = await sides.at(sides.deputy, sides.asked, "Возвращено учителю: не исправлено · 5А · Математика")
    sides.shows(again, "Исправлено", "Ответить словами", "Открыть замечание")
    sides.shows(own, "Открыть замечание")
    if sides.mode == "full":
        assert "Что не так: «Темы прежние»" in again.text
        assert "Что не так: «Темы прежние»" in own.text
    else:
        assert "Темы прежние" not in again.text + own.text
    if sides.mode != "discreet":
        assert "Исправить до" in again.text
        assert "Срок учителя: до" in own.text
    assert sides.named(own)


@MODES
async def test_what_is_accepted_asks_nobody_for_anything(sides: Sides) -> None:
    asked = await mended(sides)
    await sides.press(sides.deputy, asked.id, "Принято, исправлено")
    own = await sides.at(sides.deputy, sides.asked, "✅ Замечание закрыто · 5А · Математика")
    theirs = await sides.at(sides.teacher, sides.told, "✅ Замечание закрыто · 5А · Математика")
    for one in (own, theirs):
        sides.shows(one, "Все замечания")
    assert sides.named(own)


@MODES
async def test_words_of_an_answer_stay_in_its_message(sides: Sides) -> None:
    await sides.press(sides.teacher, sides.told, "Ответить словами")
    await sides.teacher.expect("ответ на замечание")
    await sides.teacher.say("Была экскурсия")
    answer = await sides.told_anew(sides.deputy, "Ответ на замечание · 5А · Математика")
    await sides.deputy.press("Открыть замечание", answer.id)
    await sides.deputy.press("Принято, исправлено", answer.id)
    own = await sides.at(sides.deputy, answer.id, "✅ Замечание закрыто · 5А · Математика")
    assert ("Ответ: «Была экскурсия»" in own.text) is (sides.mode == "full")
