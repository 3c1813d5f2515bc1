#!/usr/bin/env python3
"""Builds the program with a profile of its own work, as a release is built: about a tenth faster than `cargo build --release`.

    python3 tests/bench/profiled.py

A first build counts what it runs while it makes the shipped atlas and a synthetic one; the second is laid out by those
counts (https://doc.rust-lang.org/rustc/profile-guided-optimization.html). Both make the same
files, or it says so and ends. The tool that reads the counts is rustup's component llvm-tools. The last line says
where the program lies; from then on run.py measures it beside the other.
"""
import filecmp, os, shutil, subprocess, sys
from pathlib import Path

from run import ATLAS, HOME, PROFILED, make

PLACE = PROFILED.parent
COUNTS = PLACE / "counts"
RECORDS = 1000


def said(*command):
    return subprocess.check_output([str(part) for part in command], text=True).strip()


def profile_reader():
    """The tool of the compiler's own LLVM: another version would not understand the counts."""
    find = lambda: next(Path(said("rustc", "--print", "sysroot")).glob("lib/rustlib/*/bin/llvm-profdata*"), None)
    if not find():
        subprocess.run(["rustup", "component", "add", "llvm-tools"], check=True)
    return find() or sys.exit("rustup's component llvm-tools has no llvm-profdata")


def built(flag, folder):
    """The program, built with a flag of the compiler."""
    # With a target named, the flag is not for the programs that the build itself runs.
    target = next(line.split()[1] for line in said("rustc", "-vV").splitlines() if line.startswith("host:"))
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "--target", target, "--target-dir", folder],
                   cwd=HOME, env=os.environ | {"RUSTFLAGS": flag}, check=True)
    return folder / target / "release" / ATLAS.name


def worked(program, sites):
    """What the program makes of some sites, each built twice; checked too."""
    made = []
    for site in sites:
        out = PLACE / "out" / program.parts[-4] / site.name
        for command in (["build", "--out", out], ["build", "--out", out], ["check"]):
            subprocess.run([program, *command, "--root", site], check=True, stdout=subprocess.DEVNULL)
        made.append(out)
    return made


def files(folder):
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def main():
    reader = profile_reader()
    for folder in (COUNTS, PLACE / "out", PLACE / "made"):
        shutil.rmtree(folder, ignore_errors=True)
    make(RECORDS, PLACE / "made")
    sites = [HOME, PLACE / "made" / "atlas"]
    PROFILED.unlink(missing_ok=True)
    counted = worked(built(f"-Cprofile-generate={COUNTS}", PLACE / "counting"), sites)
    counts = COUNTS / "atlas.profdata"
    subprocess.run([reader, "merge", "-o", counts, *COUNTS.glob("*.profraw")], check=True)
    program = built(f"-Cprofile-use={counts}", PLACE / "laid-out")
    for one, other in zip(counted, worked(program, sites)):
        names = files(one)
        _, different, missing = filecmp.cmpfiles(one, other, names, shallow=False)
        if names != files(other) or different or missing:
            sys.exit(f"{one} and {other} differ: {(different + missing)[:5]}")
    shutil.copy2(program, PROFILED)
    print(PROFILED)


if __name__ == "__main__":
    main()
