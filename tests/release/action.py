#!/usr/bin/env python3
"""Runs the steps of action.yml as a runner does, against a release in a folder of this disk.

    python3 tests/release/action.py RELEASE_FOLDER COMMAND ROOT

The steps that run a script are run, with the variables that the file gives them; those that use an action of the host are
named and left out. It prints the outputs of the steps.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

HOME = pathlib.Path(__file__).resolve().parents[2]


def main(release, command, root):
    action = yaml.safe_load((HOME / "action.yml").read_text())
    inputs = {name: entry.get("default", "") for name, entry in action["inputs"].items()}
    inputs |= {"command": command, "root": root, "releases": pathlib.Path(release).resolve().as_uri()}
    outputs = {}
    with tempfile.TemporaryDirectory() as runner:

        def value(expression):
            for part in re.split(r"\s*\|\|\s*", expression.strip()):
                scope, _, name = part.partition(".")
                found = {
                    "inputs": lambda: inputs[name],
                    "steps": lambda: outputs.get(tuple(name.split(".outputs.")), ""),
                    "github": lambda: {"action_path": str(HOME), "event.pull_request.base.sha": os.environ.get("BASE", "")}.get(name, ""),
                    "runner": lambda: {"temp": runner}[name],
                }[scope]()
                if found:
                    return found
            return ""

        def filled(text):
            return re.sub(r"\$\{\{(.*?)\}\}", lambda found: value(found[1]), text)

        for step in action["runs"]["steps"]:
            wanted = re.fullmatch(r"inputs\.command == '(\w+)'", step.get("if", ""))
            if wanted and wanted[1] != command:
                continue
            if "run" not in step:
                print(f"# not run here: {step['name']} ({step['uses']})")
                continue
            assert "${{" not in step["run"], "a value of the workflow stands in a script"
            out = pathlib.Path(runner, "outputs")
            out.write_text("")
            variables = {name: filled(text) for name, text in step.get("env", {}).items()}
            # `bash --noprofile --norc -eo pipefail {0}` is what the host runs for `shell: bash`.
            subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                env=os.environ | variables | {"GITHUB_OUTPUT": str(out)},
                check=True,
            )
            for line in out.read_text().splitlines():
                name, _, text = line.partition("=")
                outputs[(step["id"], name)] = text
                print(f"{step['id']}.{name}={text}")


main(*sys.argv[1:])
