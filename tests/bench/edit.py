#!/usr/bin/env python3
"""Times of the commands that edit an atlas, on a generated one. Prints; judges nothing.

usage: edit.py ATLAS [RECORDS]
"""

import pathlib
import subprocess
import sys
import tempfile
import time


def write(root, count):
    (root / "site.toml").write_text('title = "Атлас"\nlanguages = ["ru"]\n', encoding="utf8")
    folders = ["clusters", "organizations", "people", "sources"]
    for folder in folders:
        (root / "content" / folder).mkdir(parents=True)
    for number in range(count):
        other = [(number + step) % count for step in (1, 2, 5)]
        members = f"members: [r{other[0]}, {{ref: r{other[2]}, since: 2012}}]\n" if number % 4 == 0 else ""
        head = f"---\nname: Организация номер {number}\n{members}---\n"
        text = f"Текст о [[r{other[0]}]] и об организации номер {other[1]}. " * 3
        path = root / "content" / folders[number % 4] / f"r{number}.md"
        path.write_text(f"{head}{text}\n", encoding="utf8")


def main():
    atlas = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write(root, count)
        for arguments in (
            ["check"],
            ["rename", "r5", "new-id", "--dry-run"],
            ["rename", "r5", "new-id"],
            ["mentions"],
            ["fix", "--dry-run"],
        ):
            start = time.perf_counter()
            done = subprocess.run([atlas, *arguments], cwd=root, capture_output=True, text=True)
            seconds = time.perf_counter() - start
            print(f"{' '.join(arguments):40} {seconds:6.2f} s, exit code {done.returncode}")


main()
