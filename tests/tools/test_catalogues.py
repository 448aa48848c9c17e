"""The catalogues are whole; and each fault that they could have is found."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.tools import catalogues

CODE = """
t.t("Добрый день, {name}!")
texts.h("<b>{topic}</b> всем")
texts.h("<b>{heading}</b>: {count}")
self.texts.n("{n} отметка", "{n} отметок", count)
LABEL = N_("Записать")
other("не текст для людей")
"""
WHOLE: dict[catalogues.Key, catalogues.Key] = {
    "Добрый день, {name}!": "Good day, {name}!",
    "<b>{topic}</b> всем": "<b>{topic}</b> to all",
    "<b>{heading}</b>: {count}": "",
    ("{n} отметка", "{n} отметок"): ("one mark", "{n} marks"),
    "Записать": "Record",
}


def test_the_catalogues_are_whole() -> None:
    assert catalogues.problems() == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("bot", "locales"):
        (tmp_path / folder).mkdir()
    (tmp_path / "bot/views.py").write_text(CODE, "utf-8")
    (tmp_path / "locales/__init__.py").touch()
    return tmp_path


def _english() -> Catalog:
    catalogue = Catalog(locale="en")
    for key, string in WHOLE.items():
        catalogue.add(key, string)
    return catalogue


def _faults(root: Path, catalogue: Catalog) -> list[str]:
    return catalogues.compare(catalogues.extract(root / "bot"), catalogue)


def test_a_whole_catalogue_has_no_faults(root: Path) -> None:
    assert _faults(root, _english()) == []


@pytest.mark.parametrize(
    ("key", "string", "fault"),
    [
        ("Записать", "", "нет перевода"),
        ("Добрый день, {name}!", "Good day!", "другие места для подстановки"),
        ("Добрый день, {name}!", "Good day, {name!", "фигурные скобки не закрыты"),
        ("<b>{topic}</b> всем", "<b>{topic} to all", "другие теги"),
        (("{n} отметка", "{n} отметок"), ("{n} mark", ""), "не все формы множественного числа"),
    ],
)
def test_each_fault_is_found(root: Path, key: catalogues.Key, string: catalogues.Key, fault: str) -> None:
    catalogue = _english()
    catalogue.add(key, string)
    catalogue[key].string = string
    shown = key if isinstance(key, str) else key[0]
    assert _faults(root, catalogue) == [f"en: {fault}: «{shown}»"]


def test_stale_and_fuzzy_entries_are_found(root: Path) -> None:
    catalogue = _english()
    catalogue.delete("Записать")
    catalogue.add("Отменить", "Cancel")
    catalogue["<b>{topic}</b> всем"].flags.add("fuzzy")
    assert _faults(root, catalogue) == [
        "en: нет текста: «Записать»",
        "en: перевод отмечен как неточный (fuzzy): «<b>{topic}</b> всем»",
        "en: такого текста в коде уже нет: «Отменить»",
    ]


def test_russian_may_leave_the_sentence_itself_but_not_its_plural_forms(root: Path) -> None:
    catalogues.update(root)
    found = [problem for problem in catalogues.problems(root) if problem.startswith("ru")]
    assert found == ["ru: не все формы множественного числа: «{n} отметка»"]


def test_update_keeps_translations_and_brings_back_what_was_set_aside(root: Path) -> None:
    path = root / "locales/en/LC_MESSAGES/peremena.po"
    catalogues.write(_english(), path)
    code = root / "bot/views.py"
    code.write_text(CODE.replace("Записать", "Отменить"), "utf-8")
    catalogues.update(root)
    assert _faults(root, catalogues.read(path, "en")) == ["en: нет перевода: «Отменить»"]
    assert '#~ msgid "Записать"' in path.read_text("utf-8")
    code.write_text(CODE, "utf-8")
    catalogues.update(root)
    assert _faults(root, catalogues.read(path, "en")) == []
    before = path.read_bytes()
    catalogues.update(root)
    assert path.read_bytes() == before
    assert path.with_suffix(".mo").exists()


def test_a_language_of_families_has_their_texts_only(root: Path) -> None:
    """By the module, and by a part of it: a button of a guardian's screen, and not the question to a class teacher."""
    (root / "bot/guardians").mkdir()
    (root / "bot/delivery").mkdir()
    (root / "bot/guardians/views.py").write_text('t.t("Дневник")', "utf-8")
    (root / "bot/delivery/family_push.py").write_text(
        'def _call():\n    t.t("Позвоните родителю")\n\n\ndef _answer():\n    t.t("Записка принята")\n', "utf-8"
    )
    wanted = catalogues.templates(root)
    assert {message.id for message in wanted["uz"] if message.id} == {"Дневник", "Записка принята"}
    assert {"Позвоните родителю", "Записать"} <= {message.id for message in wanted["en"]}


def test_what_a_machine_translated_says_so(root: Path) -> None:
    for language in ("uz", "en"):
        catalogues.write(Catalog(locale=language), root / f"{language}.po")
    assert "Переведено машиной" in (root / "uz.po").read_text("utf-8")
    assert "Переведено машиной" not in (root / "en.po").read_text("utf-8")


def test_tidy_drops_what_was_set_aside(root: Path) -> None:
    path = root / "locales/en/LC_MESSAGES/peremena.po"
    catalogues.write(_english(), path)
    (root / "bot/views.py").write_text("", "utf-8")
    catalogues.update(root, tidy=True)
    assert "Записать" not in path.read_text("utf-8")
