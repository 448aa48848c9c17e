"""`python -m benchmarks`: measure, print, and write benchmarks/results.md. It takes two or three minutes."""

import logging
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import entries, starts
from benchmarks.figures import table

RESULTS = Path(__file__).with_name("results.md")


def main() -> None:
    logging.disable(logging.CRITICAL)
    updates = entries.measure()
    seconds, memory = starts.measure()
    share = entries.share_of_reading(updates)
    note = (
        f"{entries.ENTRIES} entries a round, one after another: message → draft → «Записать» → journal, audit and"
        f" outbox, two updates each. Reading the message takes {share:.0%} of an entry's time on SQLite."
    )
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    report = "\n".join(
        [
            f"# What `make bench` measured\n\n{machine}. Interleaved rounds; only ratios within one table hold.\n",
            table("A teacher's entry", updates, note),
            table("Start", seconds),
            table("Memory at rest", memory),
        ]
    )
    print(report)
    RESULTS.write_text(report, "utf-8")


if __name__ == "__main__":
    main()
