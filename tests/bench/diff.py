#!/usr/bin/env python3
"""Times of `atlas diff` and of the history, on generated repositories. Prints; judges nothing.

usage: diff.py ATLAS [RECORDS] [COMMITS]

A difference of 40 records is compared with the reading of both states alone: the same objects from git, and the same files from
the disk. The history is that of an atlas of 300 records with as many commits as are asked for, one or two a day, and is measured
against a build without it.
"""

import pathlib
import subprocess
import sys
import tempfile
import time

SETTINGS = 'title = "Атлас"\nlanguages = ["ru"]\n'
FOLDERS = ["clusters", "organizations", "people", "sources"]


def record(number, count, version=0):
    others = [(number + step) % count for step in (1, 2, 5)]
    members = f"members: [r{others[0]}, {{ref: r{others[2]}, since: {2012 + version % 10}}}]\n" if number % 4 == 0 else ""
    head = f"---\nname: Организация номер {number}\nsummary: Версия {version}\n{members}---\n"
    return head + f"Текст о [[r{others[0]}]] и об организации номер {others[1]}. " * 3 + "\n"


def path(number):
    return f"content/{FOLDERS[number % 4]}/r{number}.md"


def git(root, *arguments, **more):
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "gc.auto=0"]
    return subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, **more)


def timed(words, command, root, **more):
    best = None
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=root, capture_output=True, **more)
        seconds = time.perf_counter() - start
        assert done.returncode == 0, done.stderr
        best = min(seconds, best or seconds)
    print(f"{words:58} {best:6.2f} s")
    return best


def difference(atlas, count):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        git(root, "init", "-q")
        (root / "site.toml").write_text(SETTINGS, encoding="utf8")
        for number in range(count):
            file = root / path(number)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(record(number, count), encoding="utf8")
        git(root, "add", ".")
        git(root, "commit", "-qm", "x")
        for number in range(0, count, count // 40):
            (root / path(number)).write_text(record(number, count, 1), encoding="utf8")
        git(root, "commit", "-qam", "y")
        listed = git(root, "ls-tree", "-r", "HEAD").stdout.decode().splitlines()
        old = git(root, "ls-tree", "-r", "HEAD~1").stdout.decode().splitlines()
        objects = "\n".join(sorted({line.split()[2] for line in listed + old})) + "\n"
        print(f"{count} records, 40 of them changed")
        read = timed("  reading alone: git cat-file", ["git", "cat-file", "--batch"], root, input=objects.encode())
        whole = timed("  atlas diff HEAD~1..HEAD", [atlas, "diff", "HEAD~1..HEAD"], root)
        print(f"{'  beside the reading':58} {whole - read:6.2f} s")
        files = timed("  reading alone: cat of all files", ["sh", "-c", "find content -type f -print0 | xargs -0 cat >/dev/null"], root)
        whole = timed("  atlas diff HEAD~1, the files", [atlas, "diff", "HEAD~1"], root)
        print(f"{'  beside the reading':58} {whole - read - files:6.2f} s")
        timed("  atlas check", [atlas, "check"], root)


def history(atlas, commits, count=300):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        git(root, "init", "-q", "-b", "main")
        lines = []

        def file(name, text):
            data = text.encode()
            lines.append(f"M 100644 inline {name}\ndata {len(data)}\n".encode() + data + b"\n")

        for number in range(commits):
            when = 1_600_000_000 + number * 43_200
            lines.append(f"commit refs/heads/main\ncommitter x <x@example.org> {when} +0000\ndata 1\nx\n".encode())
            if number == 0:
                file("site.toml", SETTINGS + "[history]\n")
                for each in range(count):
                    file(path(each), record(each, count))
            for each in (number % count, number * 7 % count):
                file(path(each), record(each, count, number + 1))
        git(root, "fast-import", "--quiet", input=b"".join(lines))
        git(root, "reset", "-q", "--hard", "main")
        print(f"{commits} commits, {count} records")
        whole = timed("  atlas build with [history]", [atlas, "build"], root)
        (root / "site.toml").write_text(SETTINGS, encoding="utf8")
        bare = timed("  atlas build without it", [atlas, "build"], root)
        print(f"{'  the history':58} {whole - bare:6.2f} s")


def main():
    atlas = pathlib.Path(sys.argv[1]).resolve()
    difference(atlas, int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
    history(atlas, int(sys.argv[3]) if len(sys.argv) > 3 else 3_000)


main()
