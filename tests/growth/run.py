"""Whether hostile input costs no more than its size: instructions at two sizes, and the memory of large files.

    python3 tests/growth/run.py [--daily] [--memory] [--only TEXT] [ATLAS]

Work is counted by callgrind (Debian's package `valgrind`), so that a busy machine changes nothing. What an empty site costs
is subtracted. Twice the size may cost 2.3 times the instructions. With --memory each kind is tried as the largest file that is
read (16 MB, `site.toml` 4 MB), for which the process may hold 600 MB.
"""

import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from inputs import KINDS, SETTINGS, Kind

MOST_GROWTH = 2.3
MOST_MEMORY = 600 * 1024  # KB
LARGE = 16 * 1024 * 1024 - 1024
LARGE_SETTINGS = 4 * 1024 * 1024 - 1024
# Below this many instructions above an empty site nothing has been tried.
FEWEST = 2_000_000
PATIENCE = 300


def write(root: Path, kind: Kind, n: int) -> None:
    for path, text in ({"site.toml": SETTINGS} | kind.write(n)).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))


def size(kind: Kind, n: int) -> int:
    """The bytes of all files."""
    return sum(len(text.encode()) for text in kind.write(n).values())


def repetitions(kind: Kind, wanted: int) -> int:
    """How many make files of about so many bytes."""
    n = 64
    while size(kind, n) < min(wanted, 200_000):
        n *= 2
    n = n * wanted // size(kind, n)
    # Numbers grow longer.
    while size(kind, n) > wanted:
        n = n * 31 // 32
    return n


def check(root: Path, atlas: str, before: list[str]) -> subprocess.CompletedProcess:
    # A check of strangers' work writes for programs.
    command = [*before, atlas, "check", "--root", str(root), "--format", "json"]
    environment = os.environ | {"RAYON_NUM_THREADS": "1", "SOURCE_DATE_EPOCH": "1800000000"}
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=PATIENCE)


# Sites with next to nothing in them. Of one with an error no pages are made.
EMPTY = Kind("nothing", lambda _: {})
WRONG = Kind("one error", lambda _: {"content/people/a.md": "A"})


def instructions(atlas: str, kind: Kind, n: int) -> tuple[bool, int]:
    """Whether something is wrong with the site, and the instructions that a check takes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, kind, n)
        done = check(root, atlas, ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"])
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    return done.returncode == 1, int(re.search(rb"Collected : (\d+)", done.stderr)[1])


def growth(atlas: str, kind: Kind, base: dict[bool, int]) -> str | None:
    """What is wrong with a kind, if anything is."""
    n = repetitions(kind, kind.size)
    try:
        small, large = (instructions(atlas, kind, n * k) for k in (1, 2))
        # Where a limit lies between the two sizes, the larger one is refused, and says nothing of growth.
        while small[0] != large[0] and n > 64:
            n //= 2
            small, large = instructions(atlas, kind, n), small
    except subprocess.TimeoutExpired:
        return "takes too long"
    once, twice = (count - base[wrong] for wrong, count in (small, large))
    ratio = twice / max(once, FEWEST)
    print(f"{ratio:5.2f}  {once / 1e6:9.1f}  {twice / 1e6:9.1f}  {kind.name} × {n}", flush=True)
    return f"twice the size costs {ratio:.2f} times as much" if ratio > MOST_GROWTH else None


def memory(atlas: str, kind: Kind, _: dict[bool, int]) -> str | None:
    large = LARGE_SETTINGS if kind.name.startswith("settings: ") else LARGE
    n = min(repetitions(kind, large), kind.most)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, kind, n)
        began, status, usage = time.monotonic(), 0, None
        command = [atlas, "check", "--root", str(root), "--format", "json"]
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while usage is None:
            found, status, used = os.wait4(child.pid, os.WNOHANG)
            if found:
                usage = used
            elif time.monotonic() - began > PATIENCE:
                child.kill()
                os.wait4(child.pid, 0)
                return "takes too long"
            else:
                time.sleep(0.02)
        child.returncode = os.waitstatus_to_exitcode(status)
    took = time.monotonic() - began
    print(f"{usage.ru_maxrss // 1024:5} MB  {took:6.1f} s  {kind.name} × {n}", flush=True)
    if child.returncode not in (0, 1):
        return f"ends with {child.returncode}"
    return f"takes {usage.ru_maxrss // 1024} MB" if usage.ru_maxrss > MOST_MEMORY else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("atlas", nargs="?", default=os.environ.get("ATLAS", "target/release/atlas"))
    parser.add_argument("--daily", action="store_true", help="a dozen kinds only")
    parser.add_argument("--memory", action="store_true", help="files of 16 MB instead of two sizes")
    parser.add_argument("--only", default="", help="the kinds whose name holds a text")
    asked = parser.parse_args()
    kinds = [kind for kind in KINDS if asked.only in kind.name and (kind.daily or not asked.daily)]
    if asked.memory:
        # A large file is one, or a few.
        kinds = [kind for kind in kinds if len(kind.write(4000)) < 10]
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names)), "two kinds have one name"
    judge = memory if asked.memory else growth
    base = {} if asked.memory else dict(instructions(asked.atlas, kind, 0) for kind in (EMPTY, WRONG))
    assert asked.memory or set(base) == {False, True}
    # One large file at a time: two would share the machine's memory.
    workers = 1 if asked.memory else os.cpu_count()
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        found = list(pool.map(lambda kind: judge(asked.atlas, kind, base), kinds))
    wrong = [(kind, words) for kind, words in zip(kinds, found) if words]
    for kind, words in wrong:
        print(f"WRONG: {kind.name}: {words}")
    print(f"{len(kinds) - len(wrong)} of {len(kinds)} kinds cost no more than their size")
    return 1 if wrong or not kinds else 0


if __name__ == "__main__":
    sys.exit(main())
