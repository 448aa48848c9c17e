"""Sentences about an import: what is wrong in a file and what to do, what changes, how much was read."""

from collections.abc import Mapping

from core.exchange.keys import Table
from core.exchange.naming import Change, Line
from core.exchange.problems import Code, Problem
from core.people.model import Role

PROBLEMS: dict[Code, str] = {
    Code.FILE_EMPTY: "Файл пустой. Проверьте, тот ли это файл.",
    Code.FILE_TOO_LARGE: "Файл больше {most_megabytes} МБ. Уберите из него лишние листы и картинки.",
    Code.FILE_UNREADABLE: "Файл не читается: он повреждён или это не таблица. Сохраните его заново.",
    Code.FILE_OLD_OR_LOCKED: "Это старый формат .xls или книга с паролем. Сохраните её без пароля как .xlsx.",
    Code.FILE_OF_NO_KNOWN_KIND: "Такие файлы не загружаются. Нужна книга .xlsx или папка с файлами .csv.",
    Code.ENCODING_UNKNOWN: "Не удалось понять кодировку. Сохраните файл как CSV UTF-8.",
    Code.ROWS_TOO_MANY: "Строк больше {most}. Проверьте, тот ли это файл.",
    Code.NOTHING_KNOWN: "Ни один лист не похож на данные школы. Нужны листы: {expected}.",
    Code.SHEET_MISSING: "Нет листа. Добавьте его.",
    Code.SHEET_EMPTY: "На листе ничего нет. Заполните его.",
    Code.SHEET_REPEATED: "Лист с таким названием есть дважды. Оставьте один.",
    Code.SHEET_UNKNOWN: "Лист не прочитан: такого названия нет среди известных ({expected}).",
    Code.COLUMN_MISSING: "Нет столбца «{column}». Добавьте его.",
    Code.COLUMN_REPEATED: "Столбец «{column}» есть дважды. Оставьте один.",
    Code.COLUMN_UNKNOWN: "Столбец «{column}» не прочитан: здесь бывают {expected}.",
    Code.FIELD_MISSING: "Нет строки «{field}». Добавьте её.",
    Code.FIELD_UNKNOWN: "Строка «{field}» не прочитана: здесь бывают {expected}.",
    Code.VALUE_MISSING: "Не заполнено: «{column}».",
    Code.VALUE_IS_ERROR: "Вместо значения ошибка формулы «{value}». Исправьте формулу или впишите значение.",
    Code.FORMULA_WITHOUT_VALUE: "Формула не посчитана. Откройте книгу в Excel или LibreOffice и сохраните её.",
    Code.BAD_DATE: "«{value}» — не дата. Напишите её так: 01.09.2026.",
    Code.BAD_TIME: "«{value}» — не время. Напишите его так: 8:30.",
    Code.BAD_NUMBER: "«{value}» — не число от {least} до {most}.",
    Code.BAD_CLASS: "«{value}» — не класс. Напишите его так: 5А.",
    Code.BAD_GRADES: "«{value}» — не классы. Напишите их так: 5 или 5-9.",
    Code.BAD_WEEKDAYS: "«{value}» — не дни недели. Напишите их так: пн, ср или пн-пт.",
    Code.BAD_CHOICE: "«{value}» здесь не бывает. Можно: {choices}.",
    Code.BAD_UID: "«{value}» — не UID: в нём бывают только буквы, цифры и дефис.",
    Code.BAD_YEAR: "«{value}» — не учебный год. Напишите его так: 2026/2027.",
    Code.BAD_GROUP: "«{value}» — не группа. Напишите предмет и группу так: Английский язык: 1.",
    Code.DATES_REVERSED: "Конец раньше начала. Поменяйте даты местами или исправьте одну из них.",
    Code.TIMES_REVERSED: "Урок кончается раньше, чем начинается. Исправьте время.",
    Code.UNKNOWN_TIME_ZONE: "Часового пояса «{value}» нет. Напишите его так: Europe/Moscow.",
    Code.UNKNOWN_PROFILE: "Регламента «{value}» нет. Можно: {expected}.",
    Code.UNKNOWN_CLASS: "Класса {value} нет среди учеников. Исправьте класс или добавьте учеников. Есть: {expected}.",
    Code.UNKNOWN_SUBJECT: "Предмета «{value}» нет на листе «Предметы». Исправьте название или добавьте предмет.",
    Code.UNKNOWN_GROUP: "Группы «{value}» в классе {school_class} нет: её задают ученикам в столбце «Группа».",
    Code.UNKNOWN_ROOM: "Кабинета «{value}» нет на листе «Помещения». Исправьте номер или добавьте кабинет.",
    Code.UNKNOWN_TEACHER: "Сотрудника «{value}» нет. Напишите ФИО полностью, как на листе «Сотрудники».",
    Code.UNKNOWN_PUPIL: "Ученика «{value}» в классе {school_class} нет. Проверьте ФИО и класс.{elsewhere}",
    Code.TEACHER_MISSING: "Учитель не назван, а по нагрузке его не определить. Впишите учителя.",
    Code.NAMESAKES: "«{value}»: таких людей несколько. Назовите UID.",
    Code.DUPLICATE_UID: "Такой UID уже есть в строке {first_row}. UID у каждого свой.",
    Code.DUPLICATE_PERSON: "Этот человек уже есть в строке {first_row}. Уберите повтор, а тёзкам дайте UID.",
    Code.DUPLICATE_ROW: "То же уже сказано в строке {first_row}. Оставьте одну строку.",
    Code.UID_OF_ANOTHER: "UID {value} уже принадлежит другому человеку: {name}. Проверьте UID.",
    Code.NAMESAKE_KNOWN: "«{value}»: в школе уже есть человек с таким именем. Это другой человек? Тогда всё верно.",
    Code.POSITION_WITHOUT_ROLE: "Должность «{value}» не даёт прав в «Перемене»: сотрудник записан без них.",
}

TABLES: dict[str, str] = {
    Table.SCHOOLS: "Школа",
    Table.YEARS: "Учебные годы",
    Table.PEOPLE: "Люди",
    Table.CLASSES: "Классы",
    Table.SUBJECTS: "Предметы",
    Table.ROOMS: "Кабинеты",
    Table.GROUPS: "Группы",
    Table.STAFF: "Сотрудники",
    Table.GRANTS: "Обязанности",
    Table.ENROLMENTS: "Ученики в классах",
    Table.MEMBERS: "Ученики в группах",
    Table.GUARDIANSHIPS: "Родители учеников",
    Table.LOADS: "Нагрузка",
    Table.BELLS: "Звонки",
    Table.TERMS: "Четверти и каникулы",
    Table.LESSONS: "Уроки расписания",
    Table.PLANS: "Темы планов",
    Table.SLOTS: "Время ввода данных",
    Table.KINDS: "Виды контроля",
}

ROLES: dict[str, str] = {
    Role.TEACHER: "учитель",
    Role.CLASS_TEACHER: "классный руководитель",
    Role.DIRECTOR: "директор",
    Role.DEPUTY: "заместитель директора",
    Role.COORDINATOR: "координатор",
    Role.ADMINISTRATOR: "администратор",
    Role.CLERK: "секретарь",
    Role.DATA_OFFICER: "ответственный за персональные данные",
    Role.OPERATOR: "оператор ввода данных",
}

FIELDS: dict[str, str] = {
    "aliases": "сокращения",
    "application_number": "заявление №",
    "birth_date": "дата рождения",
    "capacity": "вместимость",
    "cells": "дни и время",
    "consent_on": "дата согласия",
    "email": "e-mail",
    "ends": "конец",
    "from_day": "начало",
    "from_grade": "с класса",
    "full_name": "полное название",
    "grading": "оценивание",
    "homework": "домашнее задание",
    "kind": "вид",
    "legal": "законный представитель",
    "name": "имя",
    "note": "примечание",
    "number": "номер",
    "order_number": "№ приказа",
    "phone": "телефон",
    "position": "должность",
    "profile": "регламент",
    "region": "регион",
    "relation": "степень родства",
    "sex": "пол",
    "short_name": "краткое название",
    "starts": "начало",
    "subjects": "предметы",
    "time_zone": "часовой пояс",
    "to_day": "конец",
    "to_grade": "по класс",
    "topic": "тема",
    "uid": "UID",
    "weekdays": "дни",
    "weight": "вес",
    "workstation": "рабочее место",
}

_SIGNS = {Change.ADDED: "+", Change.CHANGED: "~", Change.ENDED: "−"}
_MOST_NAMED = 12


def problem(found: Problem) -> str:
    """«Ученики!F12: …»: where it is, what is wrong and what to do."""
    sentence = PROBLEMS[found.code].format(**{name: _shown(name, value) for name, value in found.data.items()})
    return f"{found.place}: {sentence}" if str(found.place) else sentence


def difference(line: Line) -> str:
    """«~ Люди: Белов Кирилл Олегович: телефон +7… → +7…»."""
    what = " · ".join(ROLES.get(part, part) for part in line.what)
    changes = ", ".join(
        f"{FIELDS.get(change.field, change.field)} «{change.old}» → «{change.new}»" for change in line.fields
    )
    return f"{_SIGNS[line.change]} {TABLES[line.table]}: {what}{': ' if changes else ''}{changes}"


def _shown(name: str, value: object) -> str:
    if name == "elsewhere":
        return _elsewhere(value)
    return _named(value) if isinstance(value, (tuple, Mapping)) else str(value)


def _elsewhere(value: object) -> str:
    return f" Такой ученик есть в классе {_named(value)}." if value else ""


def _named(value: object) -> str:
    names = [str(part) for part in value] if isinstance(value, (tuple, Mapping)) else [str(value)]
    left = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" и ещё {left}" if left > 0 else "")
