"""What the bot says to a teacher when a message is no entry."""

from bot.i18n import Texts
from bot.screens import Screen


def help_for_teachers(texts: Texts) -> Screen:
    """The language by example."""
    return Screen(
        texts.h(
            "<b>Урок одним сообщением</b>\n"
            "Пишите как удобно, в любом порядке:\n\n"
            "<code>5А матем дз п.7 №213; 5 Ёлкина, н Сидоров б</code>\n\n"
            "• <b>отметки</b>: «5 Иванов А», «4: Белов, Ким», «Жуков 3 с/р»\n"
            "• <b>нет на уроке</b>: «н Сидоров», «н Белов б» (б — болезнь, у — уважительная, н/у — без причины)\n"
            "• <b>опоздания</b>: «опозд Петров 10 мин»\n"
            "• <b>задание</b>: «дз №301 на чт», «дз нет», «дз то же»\n"
            "• <b>тема</b>: «тема Сложение дробей» или «по плану»\n"
            "• <b>другой день</b>: «вчера», «12.10», «в понедельник»\n"
            "• <b>урок за коллегу</b>: «замена за Смирнову 5А матем №260»\n\n"
            "Покажу, как понял, и запишу только после кнопки «Записать». Если что-то неясно — спрошу.\n"
            "Заполнить урок кнопками: /lessons. Отметки за четверть и год: /periods"
        )
    )


def not_an_entry(texts: Texts) -> Screen:
    """The message was talk; how an entry looks is said once more."""
    return Screen(
        texts.h(
            "Это не похоже на запись урока, в журнал ничего не внесено.\n"
            "Запись выглядит так: <code>5А матем дз №213; 5 Ёлкина, н Сидоров б</code>\nПодробнее: /help"
        )
    )


def only_text(texts: Texts) -> Screen:
    """Pictures, files and voice are not read."""
    return Screen(
        texts.h(
            "Я читаю только текст. Напишите урок одним сообщением, например: "
            "<code>5А матем дз №213; 5 Ёлкина</code>\nПодробнее: /help"
        )
    )
