#!/usr/bin/env python3
"""Runs the script of the workflow that posts comments with a `gh` of its own, which answers as the host does.

    python3 tests/release/comment.py WORKFLOW [COMMENTS]

COMMENTS are those about hostile records, which `cargo test` has written: each of them must be posted, and what they try must not
be, had somebody else written it.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import yaml

GH = """#!/usr/bin/env python3
import json, os, pathlib, sys
words = sys.argv[1:]
pathlib.Path("calls").open("a").write(" ".join(words) + "\\n")
text = " ".join(words)
if words[:2] == ["run", "download"]:
    source = pathlib.Path(os.environ["SAMPLE"])
    if not source.exists():
        sys.exit("no artifact")
    pathlib.Path("changes").mkdir()
    pathlib.Path("changes/atlas-changes.md").write_bytes(source.read_bytes())
elif "/pulls" in text:
    print(os.environ["NUMBER"], end="")
elif "--paginate" in text:
    print(os.environ["KNOWN"], end="")
"""


def run(script, text, number="7", known=""):
    """Returns the exit code, the calls of gh, and the body."""
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "gh").write_text(GH)
        (work / "gh").chmod(0o755)
        sample = work / "sample.md"
        if text is not None:
            sample.write_text(text, encoding="utf-8")
        variables = {"SAMPLE": str(sample), "NUMBER": number, "KNOWN": known, "REPOSITORY": "a/b", "RUN": "1", "HEAD": "0123",
                     "OWNER": "x", "BRANCH": "y", "MARKER": "<!-- innovation-atlas: changes -->", "PATH": f"{work}:{os.environ['PATH']}"}
        done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=work, env=os.environ | variables,
                              capture_output=True, text=True)
        calls = (work / "calls").read_text() if (work / "calls").exists() else ""
        body = (work / "body.md").read_text(encoding="utf-8") if (work / "body.md").exists() else ""
        return done.returncode, calls, body


def main(workflow, comments=None):
    steps = yaml.safe_load(pathlib.Path(workflow).read_text())["jobs"]["comment"]["steps"]
    script = "\n".join(step["run"] for step in steps)
    assert "${{" not in script, "a value of the event stands in a script"
    code, calls, body = run(script, "### Changes\n\n- **x**\n")
    assert code == 0 and "--method POST repos/a/b/issues/7/comments" in calls, calls
    assert body.startswith("<!-- innovation-atlas: changes -->\n### Changes"), body
    code, calls, _ = run(script, "### Changes\n", known="11\n")
    assert code == 0 and "--method PATCH repos/a/b/issues/comments/11" in calls and "POST" not in calls, calls
    for text, number in [(None, "7"), ("### Changes\n", "")]:
        code, calls, _ = run(script, text, number)
        assert code == 0 and "POST" not in calls and "PATCH" not in calls, calls
    for text in ["@somebody", "![x](y)", "[x](y)", "[x][y]", "[x]: y", "<b>", "https://x", "www.x.org", "see #12", "GH-3"]:
        code, calls, _ = run(script, f"### Changes\n\n- {text}\n")
        assert code != 0 and "POST" not in calls, (text, calls)
    samples = json.loads(pathlib.Path(comments).read_text(encoding="utf-8")) if comments else []
    # Each of them may be on lines of one comment: what is refused is refused by its line.
    for start in range(0, len(samples), 50):
        text = "\n".join(sample["markdown"] for sample in samples[start : start + 50])
        code, calls, _ = run(script, text)
        assert code == 0 and "POST" in calls, text
    print(f"the comment is posted, updated, or refused; {len(samples)} comments about hostile records are posted")


main(*sys.argv[1:])
