"""/help of a teacher: the language by examples about the own class, topic by topic, each to be tried."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.common.menu import Open, Place, button, column
from bot.i18n import N_, Texts
from bot.screens import Screen
from core.journal.quick_entry.examples import About, Example

_TITLES = {
    About.WHOLE: N_("Урок целиком"),
    About.MARKS: N_("Отметки"),
    About.ABSENCES: N_("Отсутствие и опоздания"),
    About.HOMEWORK: N_("Задание"),
    About.TOPIC: N_("Тема"),
    About.NOTES: N_("Записки о болезни"),
    About.CORRECTIONS: N_("Исправления"),
    About.APPROVALS: N_("Исправить позже"),
    About.SUBSTITUTIONS: N_("Замена за коллегу"),
    About.PERIODS: N_("Отметки за четверть и год"),
    About.OPERATORS: N_("Если вводит оператор"),
}
_WORDS = {
    About.WHOLE: N_(
        "Всё об уроке — одним сообщением, в любом порядке, через запятую, точку с запятой или с новой строки."
    ),
    About.MARKS: N_(
        "Отметка до фамилии или после: «5 Иванов», «Иванов 5», «5: Иванов, Петрова». Работу назовите рядом: «с/р»,"
        " «к/р», «за доску» — или перед всеми отметками."
    ),
    About.ABSENCES: N_(
        "«н» или «нет» — не был; «б» — болезнь, «у» — уважительная причина, «н/у» — без причины. Опоздание — «опозд»,"
        " можно с минутами. «Все были» тоже записывается."
    ),
    About.HOMEWORK: N_(
        "После «дз» пишите как в тетради: слова не меняются. Срок — «на пт», «к 15.10», иначе до следующего урока. «дз"
        " нет» и «дз то же» тоже понятны. Фото, файл или голосовое пришлите с такой подписью или вслед за записью."
    ),
    About.TOPIC: N_("После слова «тема» — или «по плану», тогда она берётся из планирования."),
    About.NOTES: N_("Причина и дни: на следующих уроках ученика не ждут, родителям о пропусках не сообщается."),
    About.CORRECTIONS: N_("Назовите день, было и стало и причину. Свежую отметку проще исправить кнопкой под записью."),
    About.APPROVALS: N_(
        "Первые минуты (обычно 15) свою описку исправляете сами. Потом бот спросит причину, и, если так решила школа,"
        " исправление разрешает заместитель директора: запрос уйдёт ему сам, ответ придёт сюда. Пока ответа нет, в"
        " журнале стоит прежнее, а запрос можно отозвать под записью."
    ),
    About.SUBSTITUTIONS: N_(
        "Начните со слов «замена за» и фамилии: урок запишется на вас, в журнале замен останутся оба имени. Если замену"
        " вам назначили, урок уже стоит в /lessons и говорить о ней не нужно."
    ),
    About.PERIODS: N_(
        "Назовите четверть, полугодие или год. Проще открыть /periods: отметки там предложены по средним, их можно"
        " изменить и подтвердить одним нажатием."
    ),
    About.OPERATORS: N_(
        "То, что ввёл за вас оператор, приходит карточкой: «Подтвердить» вносит запись в журнал, «Исправить» открывает"
        " её, «Отклонить» возвращает оператору. Ждущие записи видны и в /lessons. Срок считается по времени оператора."
    ),
}
_UNSHOWN = frozenset((About.APPROVALS, About.OPERATORS))
"""Topics without examples."""


class Topic(CallbackData, prefix="h"):
    """A topic of the help; without one, its beginning."""

    about: About | None = None


class Try(CallbackData, prefix="h!"):
    """Try an example of a topic."""

    about: About
    place: int


class Commands(CallbackData, prefix="h/"):
    """All commands of the chat, and what to do when something fails."""


class Hints(CallbackData, prefix="h?"):
    """Whether hints are wanted from now on."""

    wanted: bool


def beginning(
    examples: Sequence[Example], texts: Texts, *, hints: bool | None = None, operators: bool = False
) -> Screen:
    """The first example and the topics; hints can be turned on and off, unless `hints` is None.

    `operators`: somebody types for teachers at this school.
    """
    first = examples[0]
    text = texts.h(
        "<b>Урок одним сообщением</b>\n"
        "Пишите как удобно, в любом порядке, например:\n\n<code>{example}</code>\n\n"
        "Покажу, как понял, и запишу только после кнопки «Записать». Если что-то неясно — спрошу.\n"
        "Заполнить урок кнопками: /lessons",
        example=first.text,
    )
    told = {one.about for one in examples} | (_UNSHOWN if operators else {About.APPROVALS})
    topics = [button(texts.t(_TITLES[about]), Topic(about=about)) for about in _TITLES if about in told]
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    kept = button(texts.t("Частые вопросы"), Open(place=Place.FAQ))
    commands = button(texts.t("Все команды"), Commands())
    return Screen(text, column(_try(first, 0, texts), *topics[1:], *_hints(hints, texts), kept, commands, home))


def topic_screen(examples: Sequence[Example], about: About, texts: Texts) -> Screen:
    """A topic with its examples; a tap makes a draft of one, which records nothing by itself."""
    found = _of(examples, about)
    shown = "\n".join(texts.h("<code>{example}</code>", example=one.text) for one in found)
    text = f"<b>{texts.t(_TITLES[about])}</b>\n{texts.t(_WORDS[about])}\n\n{shown}".rstrip()
    buttons = [_try(one, place, texts) for place, one in enumerate(found)]
    return Screen(text, column(*buttons, button(texts.t("← Назад"), Topic())))


def example_of(examples: Sequence[Example], about: About, place: int) -> Example | None:
    """The example behind a button, if it is shown still."""
    found = _of(examples, about)
    return found[place] if 0 <= place < len(found) else None


def _hints(wanted: bool | None, texts: Texts) -> list[InlineKeyboardButton]:
    if wanted is None:
        return []
    label = texts.t("🔕 Не подсказывать после записей") if wanted else texts.t("💡 Подсказывать после записей")
    return [button(label, Hints(wanted=not wanted))]


def _of(examples: Sequence[Example], about: About) -> list[Example]:
    return [one for one in examples if one.about is about]


def _try(example: Example, place: int, texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("▶️ {example}", example=example.text), Try(about=example.about, place=place))
