"""`python -m benchmarks`: measure, print, and write benchmarks/results.md. It takes a few minutes.

`python -m benchmarks kill` kills the delivering process instead, and writes benchmarks/kills.md; `python -m benchmarks
diary` opens the diary in big schools, and writes benchmarks/diary.md; `python -m benchmarks deadlines` strikes an
evening in them, and writes benchmarks/deadlines.md; `python -m benchmarks reporting` opens the screens of reports in
them, and writes benchmarks/reporting.md; `python -m benchmarks notices` sends a notice to a hundred thousand, and
writes benchmarks/notices.md.
"""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    deadlines,
    delivery,
    diary,
    entries,
    flatness,
    kills,
    notices,
    outbox,
    readings,
    reporting,
    starts,
    updates,
)
from benchmarks.answering import NoCompilerError, answering
from benchmarks.figures import table
from benchmarks.quiet import be_quiet
from bot.delivery.lanes import AT_ONCE

HERE = Path(__file__).parent


def main() -> None:
    be_quiet()
    name, made = _ASKED.get(" ".join(sys.argv[1:]), ("results.md", _report))
    report = made()
    print(report)
    (HERE / name).write_text(report, "utf-8")


def _report() -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    head = f"# What `make bench` measured\n\n{machine}. Interleaved rounds; only ratios within one table hold.\n"
    return "\n".join([head, *_delivery(), *_outbox(), *_updates(), *_entries(), *_starts()])


def _delivery() -> list[str]:
    title = "Delivery"
    try:
        with answering() as server:
            series = delivery.measure(server)
            rates, peaks, looks = flatness.measure(server)
    except NoCompilerError:
        return [f"## {title}\nLeft out: there is no C compiler (`cc`) to build the answering server with.\n"]
    note = (
        f"{delivery.MESSAGES} messages a round, {AT_ONCE} at once, to a server in C on loopback. The loops above send"
        " the same message and forget; our worker claims, renders from the journal, sends and records, committing to"
        " the disk, with its pace lifted."
    )
    beside = f"{flatness.MESSAGES} messages beside a queue of so many rows, by a worker in a process of its own."
    return [
        table(title, series, note),
        table("Delivery beside a long queue", rates, beside),
        table("Its peak of memory", peaks),
        table("A look at a queue that is due tomorrow", looks, "A claim that finds nothing, and when to look again."),
    ]


def _outbox() -> list[str]:
    lessons, queues, claims = outbox.measure()
    return [
        table("News in the transaction of a lesson", lessons, f"{outbox.PUPILS} marks each, on SQLite, with commit."),
        table("A long queue made", queues, "One INSERT … SELECT over the linked chats; a notice: notices.md."),
        table("A claim beside a long queue", claims, "With all that delivery needs, and commit."),
    ]


def _updates() -> list[str]:
    messages, presses, twin = updates.measure()
    note = (
        f"{updates.UPDATES} updates a round, one after another, CPU of the process for each; updates are parsed before"
        " and the messenger answers at once. Ours is the whole front-end of a bot, its database the twin in memory"
        " that the tests use; what the twin takes to say who speaks is left out of ours and stands in the last row."
    )
    return [table("A message without work of the database", [*messages, twin], note), table("A press", presses)]


def _entries() -> list[str]:
    updates = entries.measure()
    share = entries.share_of_reading(updates)
    note = (
        f"{entries.ENTRIES} entries a round, one after another: message → draft → «Записать» → journal, audit and"
        f" outbox, two updates each. Reading the message takes {share:.0%} of an entry's time on SQLite."
    )
    alone = f"A class of {readings.PUPILS}, a message each; no database and no messenger."
    return [table("A teacher's entry", updates, note), table("Reading a message", readings.measure(), alone)]


def _starts() -> list[str]:
    seconds, memory = starts.measure()
    return [table("Start", seconds), table("Memory at rest", memory)]


_ASKED = {
    "kill": ("kills.md", kills.report),
    "diary": ("diary.md", diary.report),
    "deadlines": ("deadlines.md", deadlines.report),
    "reporting": ("reporting.md", reporting.report),
    "notices": ("notices.md", notices.report),
}
"""What is measured by itself: the file that it is written into, and who measures."""

if __name__ == "__main__":
    main()
