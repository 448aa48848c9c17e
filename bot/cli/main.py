"""The commands of `peremena` with their options. Bodies are imported when called: help answers at once."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.frame import CommandError, configuration, finish
from bot.roles import Role


class Commands(TyperGroup):
    """The group of commands: a command that gives up says why in standard error."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except CommandError as error:
            typer.echo(error.sentence, err=True)
            raise typer.Exit(error.exit_code) from None


EXIT_CODES = (
    "Код выхода: 0 — сделано; 1 — не получилось, причина в потоке ошибок; 2 — неверный вызов или настройки. "
    "Любой ключ настроек можно задать переменной окружения PEREMENA_РАЗДЕЛ__КЛЮЧ."
)

app = typer.Typer(
    cls=Commands,
    help="«Перемена»: связь школы и семьи в мессенджере.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
entry = typer.Typer(help="Быстрая запись урока одним сообщением.", no_args_is_help=True)
code = typer.Typer(help="Одноразовые коды для семей и сотрудников, закрытие доступа.", no_args_is_help=True)
app.add_typer(entry, name="entry")
app.add_typer(code, name="code")
outbox = typer.Typer(help="Очередь извещений: посмотреть, отправить снова, удалить старые.", no_args_is_help=True)
app.add_typer(outbox, name="outbox")
school = typer.Typer(help="Настройки школы: что уходит в мессенджер, регламент, новости семьям.", no_args_is_help=True)
app.add_typer(school, name="school")
consents_app = typer.Typer(help="Согласия на обработку данных.", no_args_is_help=True)
app.add_typer(consents_app, name="consents")
audit = typer.Typer(help="Журнал действий: кто что сделал.", no_args_is_help=True)
app.add_typer(audit, name="audit")
applications = typer.Typer(help="Заявления родителей на доступ: что ждёт и что просрочено.", no_args_is_help=True)
app.add_typer(applications, name="applications")

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="ФАЙЛ", help="Файл настроек; без него config.toml, если он есть в этой папке."),
]
SchoolNumber = Annotated[
    str | None, typer.Option("--school", metavar="НОМЕР", help="Номер школы, если в базе их несколько.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Ответ для программ: одна строка JSON.")]

States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="СОСТОЯНИЕ",
        help="pending, claimed, sent, superseded, expired, unreachable или failed; можно несколько раз.",
    ),
]
Age = Annotated[
    str | None, typer.Option("--older-than", metavar="СРОК", help="Кто в этом состоянии дольше: 30m, 12h, 7d.")
]


@app.command()
def run(
    role: Annotated[
        Role,
        typer.Option("--role", help="Что делает этот процесс; части по отдельности — только с PostgreSQL."),
    ] = Role.ALL,
    config: ConfigFile = None,
) -> None:
    """Запустить бота."""
    settings = configuration(config)
    from bot.cli.running import run as body

    body(settings, role)


@app.command()
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Проверить себя без окна и выйти.")] = False,
    port: Annotated[int, typer.Option("--port", metavar="ПОРТ", help="Порт страницы; 0 — любой свободный.")] = 8081,
) -> None:
    """Показать бота на этом компьютере: учебный мессенджер и школа с вымышленными людьми, без токена."""
    from bot.demo import run_demo

    finish(run_demo(headless=headless, port=port))


@app.command()
def init(
    force: Annotated[bool, typer.Option("--force", help="Заменить config.toml, если он уже есть.")] = False,
) -> None:
    """Создать config.toml с пояснениями и пустую базу данных в этой папке."""
    from bot.cli.init import init as body

    body(force=force)


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="ПУТЬ", help="Книга .xlsx или папка с файлами .csv.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Только показать, что изменится.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Не спрашивать перед изменением школы.")] = False,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Загрузить школу: сотрудников, учеников, родителей, расписание, планы. Повторная загрузка вносит изменения."""
    settings = configuration(config)
    from bot.cli.importing import import_school as body

    body(settings, path, dry_run=dry_run, yes=yes, as_json=as_json)


@app.command()
def migrate(
    check: Annotated[bool, typer.Option("--check", help="Только проверить: код 1, если база отстала.")] = False,
    config: ConfigFile = None,
) -> None:
    """Создать базу данных или привести её к этой версии программы."""
    settings = configuration(config)
    from bot.cli.migrate import migrate as body

    body(settings, check=check)


@entry.command("parse")
def entry_parse(school: SchoolNumber = None, config: ConfigFile = None) -> None:
    """Разобрать записи: на входе строки JSON {"text", "teacher", "at"}, на выходе по строке JSON. В базу не пишет."""
    settings = configuration(config)
    from bot.cli.entry import parse as body

    body(settings, school)


@code.command("issue")
def code_issue(
    class_title: Annotated[
        str | None, typer.Option("--class", metavar="КЛАСС", help="Всем родителям класса: «5А».")
    ] = None,
    pupils: Annotated[
        bool, typer.Option("--pupils", help="Вместе с --class: не родителям, а самим ученикам класса.")
    ] = False,
    staff: Annotated[
        str | None, typer.Option("--staff", metavar="КТО", help="Сотруднику: табельный номер или ФИО.")
    ] = None,
    uid: Annotated[str | None, typer.Option("--uid", metavar="UID", help="Одному человеку по его UID.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="ФАЙЛ.pdf", help="Листки для раздачи с QR-кодами.")
    ] = None,
    bot: Annotated[
        str | None, typer.Option("--bot", metavar="@ИМЯ", help="К какому боту ведут ссылки, если ботов несколько.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Только тем, у кого ещё нет подключённого чата.")] = False,
    language: Annotated[str | None, typer.Option("--language", metavar="ЯЗЫК", help="Язык листков: ru, en…")] = None,
    school: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Выдать одноразовые коды. Прежние неиспользованные коды этих людей перестают действовать."""
    if sum(choice is not None for choice in (class_title, staff, uid)) != 1:
        raise CommandError("Назовите, кому выдать коды: --class, --staff или --uid.", exit_code=2)
    if pupils and class_title is None:
        raise CommandError("Ключ --pupils — вместе с --class; одному ученику код выдают по --uid.", exit_code=2)
    settings = configuration(config)
    from bot.cli.codes import Order, Wanted
    from bot.cli.codes import issue as body

    order = Order(Wanted(class_title, staff, uid, pupils), bot=bot, missing=missing, language=language)
    body(settings, order, out=out, school=school, as_json=as_json)


@code.command("list")
def code_list(
    class_title: Annotated[str | None, typer.Option("--class", metavar="КЛАСС", help="Родители класса: «5А».")] = None,
    pupils: Annotated[bool, typer.Option("--pupils", help="Вместе с --class: не родители, а сами ученики.")] = False,
    staff: Annotated[bool, typer.Option("--staff", help="Все сотрудники.")] = False,
    school: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Показать, кто подключён и что стало с последним кодом каждого."""
    if (class_title is not None) == staff or (pupils and staff):
        raise CommandError("Назовите, кого показать: --class или --staff.", exit_code=2)
    settings = configuration(config)
    from bot.cli.code_list import show as body

    body(settings, class_title, pupils=pupils, school=school, as_json=as_json)


@code.command("withdraw")
def code_withdraw(
    uid: Annotated[str, typer.Option("--uid", metavar="UID", help="У кого закрыть доступ.")],
    school: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Закрыть доступ: отключить все чаты человека и отменить его коды."""
    settings = configuration(config)
    from bot.cli.codes import withdraw as body

    body(settings, uid=uid, school=school, as_json=as_json)


@outbox.command("list")
def outbox_list(
    state: States = None,
    older_than: Age = None,
    limit: Annotated[int, typer.Option("--limit", metavar="ЧИСЛО", min=1, max=10000, help="Не больше строк.")] = 50,
    school: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Показать извещения, новые первыми: только номера, без имён и текстов."""
    settings = configuration(config)
    from bot.cli.outbox import Wish, show_list

    show_list(settings, Wish(tuple(state or ()), older_than, school=school), limit=limit, as_json=as_json)


@outbox.command("show")
def outbox_show(
    row: Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер извещения из списка.")],
    people: Annotated[
        bool, typer.Option("--people", help="Показать и имена, и то, что записано в самом извещении.")
    ] = False,
    school: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Показать всё об одном извещении."""
    settings = configuration(config)
    from bot.cli.outbox import show_one

    show_one(settings, row, school=school, people=people, as_json=as_json)


@outbox.command("retry")
def outbox_retry(
    rows: Annotated[list[int] | None, typer.Argument(metavar="[НОМЕР]...", help="Номера извещений.")] = None,
    state: States = None,
    older_than: Age = None,
    school: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Отправить снова то, что не дошло: failed, unreachable или expired."""
    settings = configuration(config)
    from bot.cli.outbox import Wish, try_anew

    try_anew(settings, Wish(tuple(state or ()), older_than, tuple(rows or ()), school), as_json=as_json)


@outbox.command("purge")
def outbox_purge(
    older_than: Annotated[str, typer.Option("--older-than", metavar="СРОК", help="Завершённые раньше: от 3d.")],
    state: States = None,
    school: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Удалить из базы завершённые извещения; то, что ждёт отправки, не удаляется."""
    settings = configuration(config)
    from bot.cli.outbox import Wish, delete

    delete(settings, Wish(tuple(state or ()), older_than, school=school), as_json=as_json)


@school.command("show")
def school_show(number: SchoolNumber = None, as_json: AsJson = False, config: ConfigFile = None) -> None:
    """Показать настройки: что действует и откуда взято."""
    settings = configuration(config)
    from bot.cli.school import show

    show(settings, number, as_json=as_json)


@school.command("set")
def school_set(
    pairs: Annotated[list[str], typer.Argument(metavar="КЛЮЧ=ЗНАЧЕНИЕ", help="Ключи называет school show.")],
    number: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Изменить настройки: content=initials news.mark=digest quiet=22:00-07:00. Всё сразу или ничего."""
    settings = configuration(config)
    from bot.cli.school import change

    change(settings, pairs, number, as_json=as_json)


@school.command("reset")
def school_reset(
    keys: Annotated[list[str], typer.Argument(metavar="КЛЮЧ", help="Что вернуть.")],
    number: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Вернуть настройки к обычным или к тем, что в профиле регламента."""
    settings = configuration(config)
    from bot.cli.school import reset

    reset(settings, keys, number, as_json=as_json)


@audit.command("verify")
def audit_verify(number: SchoolNumber = None, as_json: AsJson = False, config: ConfigFile = None) -> None:
    """Проверить, что в журнале действий ничего не изменено: одной школы или всех. Код 1, если цепь нарушена."""
    settings = configuration(config)
    from bot.cli.audit import check

    check(settings, number, as_json=as_json)


@applications.command("list")
def applications_list(
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            metavar="СОСТОЯНИЕ",
            help="received, checked, registered, connected, refused или withdrawn; без ключа — всё, что ждёт.",
        ),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Только просроченные.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="ЧИСЛО", min=1, max=10000, help="Не больше строк.")] = 200,
    number: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Показать заявления, давние первыми: состояние, сколько ждёт, срок. Без имён."""
    settings = configuration(config)
    from bot.cli.applications import show_list

    show_list(settings, state or (), number, limit, overdue=overdue, as_json=as_json)


@applications.command("show")
def applications_show(
    application: Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер заявления.")],
    people: Annotated[bool, typer.Option("--people", help="Показать и имена, телефон и причину отказа.")] = False,
    number: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Показать всё об одном заявлении."""
    settings = configuration(config)
    from bot.cli.applications import show_one

    show_one(settings, application, number, people=people, as_json=as_json)


@app.command()
def substitutions(
    out: Annotated[Path, typer.Argument(metavar="ФАЙЛ.xlsx", help="Куда записать журнал замен.")],
    month: Annotated[str | None, typer.Option("--month", metavar="ГГГГ-ММ", help="Месяц; без ключа — этот.")] = None,
    number: SchoolNumber = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Записать журнал замен за месяц для печати и подписей."""
    settings = configuration(config)
    from bot.cli.substitutions import write

    write(settings, out, month, number, as_json=as_json)


@consents_app.command("list")
def consents_list(number: SchoolNumber = None, as_json: AsJson = False, config: ConfigFile = None) -> None:
    """Согласия родителей: кто дал, кто отозвал, кто не дал."""
    settings = configuration(config)
    from bot.cli.consents import show

    show(settings, number, as_json=as_json)


@app.command()
def doctor(
    online: Annotated[bool, typer.Option("--online", help="Проверить и связь с Telegram.")] = False,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Проверить, всё ли готово к работе, и сказать, что исправить."""
    from bot.cli.doctor import doctor as body

    body(config, online=online, as_json=as_json)


def main() -> None:
    """The console script."""
    app()
