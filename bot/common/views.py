"""The common screens."""

from collections.abc import Sequence
from functools import cache

from aiogram.types import InlineKeyboardButton

from bot.common.home_menu import DAILY, SET_UP, keyboard, reads
from bot.common.menu import AskUnlink, Open, Place, Speak, Unlink, button, column
from bot.i18n import Html, Texts
from bot.languages import machine_lines
from bot.names import NAMED, full_name, short_name
from bot.screens import Screen
from core.consents.access import is_open
from core.people.links.model import Voice
from core.people.model import Child, Role
from core.people.roster.model import ClassState


@cache
def stranger(texts: Texts) -> Screen:
    """What this is and how to come in (D10, E09). It tells nothing about anybody."""
    text = texts.h(
        "<b>«Перемена» — дневник вашего ребёнка в этом чате.</b>\n"
        "Отметки, домашние задания и пропуски приходят сюда сразу после урока. Учителя отсюда ведут журнал.\n\n"
        "<b>Как подключиться</b>\n"
        "1. Возьмите у классного руководителя листок с кодом. Сотрудникам его выдаёт администратор.\n"
        "2. Наведите камеру телефона на QR-код и нажмите «Запустить».\n"
        "3. Или пришлите сюда одним сообщением UID и код с листка, например: <code>7800100000 K7QF-W2MX-9TRD</code>\n\n"
        "Код действует один раз. Никому его не пересылайте.\n\n"
        "Листка нет? Подайте заявление прямо здесь: /apply"
    )
    apply = button(texts.t("Подать заявление"), Open(place=Place.APPLY))
    ask = button(texts.t("Не получается? Спросите администратора"), Open(place=Place.QUESTION))
    return Screen(text, column(apply, ask, _help(texts), _language(texts)))


def another(texts: Texts) -> Screen:
    """How this chat may speak for one person more."""
    text = texts.h(
        "В одном чате можно быть и учителем, и родителем, можно следить за детьми из двух школ.\n"
        "Пришлите одним сообщением UID и код с того листка, который ещё не подключён."
    )
    return Screen(text, column(_home(texts)))


def code_wanted(texts: Texts, uid: str) -> Screen:
    """The UID is there, the code is missing."""
    text = texts.h(
        "UID {uid} вижу. Теперь пришлите код с листка: двенадцать знаков вида <code>K7QF-W2MX-9TRD</code>.", uid=uid
    )
    return Screen(text)


def uid_wanted(texts: Texts) -> Screen:
    """The code is there, the UID is missing."""
    return Screen(texts.h("Код вижу. Теперь пришлите UID: число, которое стоит на листке рядом с кодом."))


def linked(texts: Texts, voice: Voice, *, again: bool) -> Screen:
    """A chat was linked, or had been before."""
    first = texts.h("Этот чат уже подключён.") if again else texts.h("<b>Готово, чат подключён.</b>")
    rule = texts.h(
        "Кто открывает этот чат, тот видит дневник: не давайте телефон посторонним. Отключиться можно командой /unlink."
    )
    return Screen(
        "\n\n".join((first, _voice(texts, voice), *_what_comes(texts, [voice]), rule)), keyboard(DAILY, texts, [voice])
    )


def home(texts: Texts, voices: Sequence[Voice], due: Sequence[ClassState] = ()) -> Screen:
    """Who this chat speaks for, and what comes to it."""
    parts = (texts.h("<b>Этот чат подключён</b>"), *(_voice(texts, voice) for voice in voices))
    return Screen("\n\n".join((*parts, *_what_comes(texts, voices))), keyboard(DAILY, texts, voices, due))


def set_up(texts: Texts, voices: Sequence[Voice]) -> Screen:
    """What is set up once: what comes, own data and consents, language, chats."""
    text = texts.h("<b>Настройки и доступ</b>\nЧто сюда приходит, на каком языке и какие чаты подключены.")
    return Screen(text, keyboard(SET_UP, texts, voices))


def unlink_choice(texts: Texts, voices: Sequence[Voice]) -> Screen:
    """Whose link should end, where there are several."""
    choices = (button(_label(texts, voice), AskUnlink(link_id=voice.link.id)) for voice in voices)
    return Screen(texts.h("Кого отключить от этого чата?"), column(*choices, _home(texts)))


def unlink_question(texts: Texts, voice: Voice) -> Screen:
    """Whether the link should really end."""
    question = texts.h(
        "<b>Отключить этот чат?</b>\nСообщения из школы сюда больше не придут. Чтобы подключиться снова,"
        " понадобится новый код от школы."
    )
    sure = button(texts.t("Отключить"), Unlink(link_id=voice.link.id))
    back = button(texts.t("Оставить как есть"), Open(place=Place.HOME))
    return Screen(f"{question}\n\n{_voice(texts, voice)}", column(sure, back))


def unlinked(texts: Texts) -> Screen:
    """The last link of the chat has ended."""
    text = texts.h(
        "Чат отключён: сообщения из школы сюда больше не придут.\n"
        "Чтобы подключиться снова, попросите у классного руководителя новый код и откройте /start."
    )
    return Screen(text, column(_home(texts)))


def languages(texts: Texts, offered: dict[str, str]) -> Screen:
    """The languages to choose from, each by its own name; in each that no person has reviewed, that it is so."""
    choices = (button(name, Speak(language=language)) for language, name in offered.items())
    lines = (texts.h("На каком языке вам писать?"), *machine_lines(offered))
    return Screen("\n\n".join(lines), column(*choices, _home(texts)))


@cache
def guide(menu: tuple[tuple[str, str], ...], texts: Texts, *, pupil: bool = False) -> Screen:
    """What can be done here, command by command as in Telegram's own menu, and whom to ask."""
    lines = "\n".join(f"/{command} — {texts.h(meaning)}" for command, meaning in menu)
    text = texts.h(
        "<b>Что здесь есть</b>\n{commands}\n\n"
        "<b>Если не получается</b>\n"
        "Код не подходит или потерян: попросите у классного руководителя новый, старый сразу перестанет действовать.\n"
        "Потерян телефон: скажите классному руководителю, и школа закроет доступ с него.",
        commands=Html(lines),
    )
    mistake = (
        texts.h("В отметке ошибка: скажите об этом учителю предмета. Письма из этого чата учителям не уходят.")
        if pupil
        else texts.h("В отметке ошибка: напишите учителю предмета или классному руководителю.")
    )
    kept = button(texts.t("Частые вопросы"), Open(place=Place.FAQ))
    ask = button(texts.t("Задать вопрос администратору"), Open(place=Place.QUESTION))
    return Screen(f"{text}\n{mistake}", column(kept, ask, _home(texts)))


def _voice(texts: Texts, voice: Voice) -> Html:
    mode = voice.school.content_mode
    school = texts.h("Школа: {school}", school=voice.school.short_name)
    who = [texts.h("Вы: {name}", name=full_name(voice.actor.name, mode))] if mode in NAMED else []
    if voice.oneself is not None and mode in NAMED:
        who.append(texts.h("Класс: {title}", title=voice.oneself.class_title))
    return Html("\n".join((*who, school, *_children(texts, voice, mode), *_closed(texts, voice))))


def _children(texts: Texts, voice: Voice, mode: str) -> list[Html]:
    """The children by name whose diary is open; where the school sends no names through the messenger, their number."""
    children = [child for child in voice.children if is_open(voice.school, child)]
    if not children:
        return []
    if mode not in NAMED:
        return [Html(texts.n("Подключён дневник {n} ребёнка.", "Подключены дневники {n} детей.", len(children)))]
    listed = (texts.h("• {child}", child=_child(child, mode)) for child in children)
    return [texts.h("Дети:"), *listed]


def _closed(texts: Texts, voice: Voice) -> list[Html]:
    """How many diaries wait for a consent, and the way to give it (P20)."""
    closed = sum(not is_open(voice.school, child) for child in voice.children)
    if not closed:
        return []
    count = texts.n("Закрыт дневник {n} ребёнка", "Закрыты дневники {n} детей", closed)
    return [texts.h("{count}: нет вашего согласия. Дать его: /consents", count=count)]


def _child(child: Child, mode: str) -> str:
    return ", ".join(part for part in (short_name(child.pupil.name, mode), child.class_title) if part)


def _label(texts: Texts, voice: Voice) -> str:
    mode, school = voice.school.content_mode, voice.school.short_name
    if mode not in NAMED:
        return school
    return texts.t("{name}, {school}", name=short_name(voice.actor.name, mode), school=school)


def _what_comes(texts: Texts, voices: Sequence[Voice]) -> list[Html]:
    comes = []
    shown = [voice for voice in voices if voice.school.content_mode in NAMED]
    if len(shown) < len(voices) and any(reads(voice) for voice in voices if voice not in shown):
        comes.append(
            texts.h(
                "Школа не передаёт личные данные через мессенджер. Сюда придёт сообщение, когда в дневнике появится"
                " новое; сам дневник смотрите на сайте школы."
            )
        )
    if any(is_open(voice.school, child) for voice in shown for child in voice.children):
        comes.append(
            texts.h(
                "Сюда приходят отметки, домашние задания, пропуски и опоздания: одно сообщение после каждого урока."
            )
        )
    pupils = [voice for voice in voices if voice.actor.holds(Role.PUPIL)]
    if any(reads(voice) for voice in pupils if voice in shown):
        comes.append(
            texts.h(
                "Это ваш дневник: отметки, задания, пропуски и расписание. После каждого урока сюда приходит одно"
                " сообщение. Здесь можно только смотреть, и только своё."
            )
        )
    elif any(not reads(voice) for voice in pupils):
        comes.append(
            texts.h(
                "Сейчас ваша школа открывает дневник только родителям. Когда она откроет его ученикам, здесь снова"
                " появятся ваши отметки и задания: подключаться заново не нужно."
            )
        )
    if any(voice.actor.holds(Role.TEACHER, Role.CLASS_TEACHER) for voice in voices):
        comes.append(
            texts.h(
                "Чтобы заполнить урок, напишите его одним сообщением. Например: <code>5А матем дз №301; 5 Ёлкина</code>"
            )
        )
    return comes


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))


def _help(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("Помощь"), Open(place=Place.HELP))


def _language(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("Язык · Language"), Open(place=Place.LANGUAGE))
