"""The catalogues of `locales` against the texts in `bot`: `python -m tests.tools.catalogues [--update [--tidy]]`.

The languages of families hold their texts only (`tests.tools.families`); with the others everything is held.

Without a key it lists what is wrong and exits with 1. `--update` adds new texts and sets aside those that are gone (as
`#~`, so that they come back with their translations); `--tidy` drops what was set aside. Both compile the catalogues.
"""

import argparse
import fcntl
import re
import string
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.i18n import DEFAULT, DOMAIN, LANGUAGES, OF_FAMILIES, UNREVIEWED
from tests.tools.families import for_families

ROOT = Path(__file__).parents[2]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "h": None, "n": (1, 2), "N_": None}

Key = str | tuple[str, ...]

_WIDTH = 90
_BY_MACHINE = (
    "# Переведено машиной и человеком не проверено. Как проверять: docs/translating.md.\n"
    "# Translated by a machine, not reviewed by a person yet.\n"
)


def extract(folder: Path, wanted: Callable[[str, int, Key], bool] = lambda _file, _line, _key: True) -> Catalog:
    """The texts that stand in the code of a folder, sorted; of them those that are wanted, by file, line and text."""
    template = Catalog(domain=DOMAIN)
    for file, line, key, _comments, context in extract_from_dir(folder, [("**.py", "python")], keywords=KEYWORDS):
        if wanted(file, line, key):
            template.add(key, context=context)
    return template


def templates(root: Path) -> dict[str, Catalog]:
    """For each language the texts that it must have."""
    bot = root / "bot"
    all_texts, of_families = extract(bot), extract(bot, partial(for_families, bot))
    return {language: of_families if language in OF_FAMILIES else all_texts for language in LANGUAGES}


def read(path: Path, language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def merged(template: Catalog, old: Catalog, *, tidy: bool = False) -> Catalog:
    """The texts of the template with the translations of `old`, also of those that it had set aside."""
    known = {**_by_key(old.obsolete.values()), **_by_key(old)}
    new = Catalog(locale=old.locale, domain=DOMAIN)
    for key in _by_key(template):
        message = known.pop(key, Message(key))
        new.add(key, message.string, flags=message.flags)
    if not tidy:
        new.obsolete.update({_forms(key)[0]: message for key, message in known.items() if any(_forms(message.string))})
    return new


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue whole or not at all, with a header that does not change from run to run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = _BY_MACHINE if str(catalogue.locale_identifier) in UNREVIEWED else ""
    header += (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    aside = path.with_suffix(".po.new")
    with aside.open("wb") as file:
        file.write(header.encode())
        write_po(file, catalogue, no_location=True, omit_header=True, sort_output=True, width=118)
    aside.replace(path)


def compile_catalogue(path: Path, language: str) -> None:
    """Compile `.po` into `.mo` beside it."""
    aside = path.with_suffix(".mo.new")
    with aside.open("wb") as file:
        write_mo(file, read(path, language))
    aside.replace(path.with_suffix(".mo"))


def compile_stale(root: Path = ROOT) -> None:
    """Compile the catalogues that changed since they were compiled."""
    with _alone(root / "locales"):
        for language, path in _paths(root):
            compiled = path.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
                compile_catalogue(path, language)


def update(root: Path = ROOT, *, tidy: bool = False) -> None:
    """Bring the catalogues up to date with the code and compile them; one process at a time."""
    wanted = templates(root)
    with _alone(root / "locales"):
        for language, path in _paths(root):
            write(merged(wanted[language], read(path, language), tidy=tidy), path)
            compile_catalogue(path, language)


def problems(root: Path = ROOT) -> list[str]:
    """What is wrong with the catalogues, a line each."""
    wanted = templates(root)
    return [problem for language, path in _paths(root) for problem in compare(wanted[language], read(path, language))]


def compare(template: Catalog, catalogue: Catalog) -> list[str]:
    """What is wrong with one catalogue, a line each."""
    wanted, present = _by_key(template), _by_key(catalogue)
    found = [f"нет текста: {_show(key)}" for key in wanted if key not in present]
    found += [f"такого текста в коде уже нет: {_show(key)}" for key in present if key not in wanted]
    for key in wanted.keys() & present.keys():
        found += [f"{problem}: {_show(key)}" for problem in _faults(present[key], catalogue)]
    return [f"{catalogue.locale_identifier}: {problem}" for problem in sorted(found)]


def _faults(message: Message, catalogue: Catalog) -> Iterator[str]:
    if message.fuzzy:
        yield "перевод отмечен как неточный (fuzzy)"
    source_stands = isinstance(message.id, str) and (catalogue.locale_identifier == DEFAULT or _wordless(message.id))
    forms = _forms(message.string)
    if not all(forms) or (message.pluralizable and len(forms) != catalogue.num_plurals):
        if source_stands and not any(forms):
            return
        yield "не все формы множественного числа" if message.pluralizable else "нет перевода"
        return
    for form in forms:
        yield from _differences(_forms(message.id)[-1], form)


def _differences(source: str, translation: str) -> Iterator[str]:
    try:
        # The number itself may be left out of a form: «одна отметка».
        if _placeholders(source) - {"n"} != _placeholders(translation) - {"n"}:
            yield "другие места для подстановки"
    except ValueError:
        yield "фигурные скобки не закрыты"
    if _tags(source) != _tags(translation):
        yield "другие теги"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _wordless(text: str) -> bool:
    """Whether there is nothing to translate: «<b>{heading}</b>»."""
    return not re.search(r"[^\W\d_]", re.sub(r"\{[^}]*\}|<[^>]*>", "", text))


def _tags(text: str) -> list[str]:
    return sorted(re.findall(r"</?[a-z]+", text))


def _by_key(messages: Iterable[Message]) -> dict[Key, Message]:
    return {_key(message): message for message in messages if message.id}


def _key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def _forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else [*text] if isinstance(text, (tuple, list)) else []


def _show(key: Key) -> str:
    line = " ".join(_forms(key)[0].split())
    return f"«{line if len(line) <= _WIDTH else line[:_WIDTH] + '…'}»"


def _paths(root: Path) -> Iterator[tuple[str, Path]]:
    for language in LANGUAGES:
        yield language, root / "locales" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "__init__.py").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    """The command: 0 if the catalogues are whole, 1 if not."""
    parser = argparse.ArgumentParser(description="Проверить или обновить каталоги переводов.")
    parser.add_argument("--update", action="store_true", help="добавить новые тексты и скомпилировать")
    parser.add_argument("--tidy", action="store_true", help="при обновлении убрать отложенные тексты")
    wanted = parser.parse_args()
    if wanted.update:
        update(tidy=wanted.tidy)
    found = problems()
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    return 1 if found and not wanted.update else 0


if __name__ == "__main__":
    sys.exit(main())
