#!/usr/bin/env python3
"""Measures the language server on a synthetic atlas: keystroke to diagnostics, completion, memory.

    python3 tests/bench/lsp.py [RECORDS]      10000 when no number is given

The table is printed and written to BENCHMARKS.md, below its heading. A keystroke is one `textDocument/didChange`; it ends when diagnostics with its version have come. The program is that of
`cargo build --release`, or ATLAS.
"""
import itertools, json, os, queue, shutil, statistics, subprocess, sys, threading, time
from datetime import date
from pathlib import Path

from run import HOME, LANGUAGE_SERVER, PLACE, make, write

ATLAS = os.environ.get("ATLAS", str(HOME / "target/release/atlas"))
COUNT = int(os.environ.get("COUNT", "200"))


class Session:
    def __init__(self, root):
        self.process = subprocess.Popen([ATLAS, "lsp", "--root", root], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ids, self.incoming, self.size = itertools.count(1), queue.Queue(), 0
        threading.Thread(target=self.read, daemon=True).start()
        self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})

    def read(self):
        stream = self.process.stdout
        while header := stream.readline():
            length = int(header.split(b":")[1])
            stream.readline()
            body = stream.read(length)
            self.incoming.put((length, json.loads(body)))

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, parameters):
        self.send({"method": method, "params": parameters})

    def until(self, is_wanted):
        while True:
            self.size, message = self.incoming.get(timeout=120)
            if is_wanted(message):
                return message

    def request(self, method, parameters):
        number = next(self.ids)
        self.send({"id": number, "method": method, "params": parameters})
        return self.until(lambda message: message.get("id") == number).get("result")

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


def spread(times):
    times = sorted(times)
    return statistics.median(times), times[int(len(times) * .95) - 1]


def keystrokes(session, uri, text, versions, edit):
    times = []
    for turn in range(COUNT):
        version = next(versions)
        start = time.perf_counter()
        session.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [edit(turn)]})
        session.until(lambda message: message.get("method") == "textDocument/publishDiagnostics"
                      and message["params"]["uri"] == uri and message["params"].get("version") == version)
        times.append((time.perf_counter() - start) * 1000)
    return spread(times)


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    place = PLACE / "lsp"
    shutil.rmtree(place, ignore_errors=True)
    records = make(size, place)
    root = place / "atlas"
    load = os.getloadavg()[0]
    start = time.perf_counter()
    session = Session(root)
    path = root / "content/clusters/clusters-3.md"
    text = path.read_text()
    uri = path.as_uri()
    session.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}})
    session.until(lambda message: message.get("params", {}).get("version") == 1)
    ready = (time.perf_counter() - start) * 1000
    versions = itertools.count(2)
    lines = text.split("\n")
    end = {"line": len(lines) - 2, "character": 0}
    insert = lambda at, new: {"range": {"start": at, "end": at}, "text": new}
    rows = [("start until the first diagnostics, ms", ready, None)]
    row = lambda label, measured: rows.append((label, *measured))
    row("keystroke in words → diagnostics, ms", keystrokes(session, uri, text, versions, lambda turn: insert(end, "я")))
    name = {"line": 1, "character": len(lines[1])}
    row("keystroke in the name → diagnostics, ms", keystrokes(session, uri, text, versions, lambda turn: insert(name, "я")))
    session.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": next(versions)}, "contentChanges": [{"text": text}]})
    number = next(n for n, line in enumerate(lines) if line.startswith("members: ["))
    members = {"line": number, "character": len("members: [")}
    # By turns a reference is being typed, which is broken, and gone.
    typed = lambda turn: insert(members, "organizations-1") if turn % 2 == 0 else {
        "range": {"start": members, "end": {"line": number, "character": members["character"] + 15}}, "text": ""}
    row("keystroke in a reference → diagnostics, ms", keystrokes(session, uri, text, versions, typed))
    open_bracket = lambda turn: insert(members, "[") if turn % 2 == 0 else {
        "range": {"start": members, "end": {"line": number, "character": members["character"] + 1}}, "text": ""}
    row("keystroke that breaks the YAML → diagnostics, ms", keystrokes(session, uri, text, versions, open_bracket))
    times, most, largest = [], 0, 0
    queries = ["", "к", "кла", "технопарк", "rkfcnth", "klaster", "инновационной", "№ 17", "organizations-12", "ъъъ"]
    for turn in range(COUNT):
        query = queries[turn % len(queries)]
        version = next(versions)
        changed = [{"text": text.replace("members: [", f"members: [{query}, ", 1)}]
        session.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": changed})
        start = time.perf_counter()
        at = {"line": number, "character": members["character"] + len(query)}
        found = session.request("textDocument/completion", {"textDocument": {"uri": uri}, "position": at})
        times.append((time.perf_counter() - start) * 1000)
        most, largest = max(most, len(found["items"])), max(largest, session.size)
        time.sleep(.02)
    row("completion while the text changes, ms", spread(times))
    rows.append(("– its items, at most", most, None))
    rows.append(("– its size at most, KB", largest / 1024, None))
    rows.append(("memory after all that, MB", session.memory(), None))
    session.request("shutdown", None)
    session.notify("exit", None)
    assert session.process.wait(timeout=30) == 0
    shutil.rmtree(place, ignore_errors=True)
    table = f"| {records:,} records | median | 95 % |\n|---|--:|--:|\n"
    for label, first, second in rows:
        table += f"| {label} | {first:.1f} | {'' if second is None else f'{second:.1f}'} |\n"
    print(table)
    head = f"""
Written by `python3 tests/bench/lsp.py`. Budgets at 10,000 records, at the 95th percentile: keystroke to diagnostics 10 ms in words and
50 ms in fields, completion 30 ms and at most 100 items; memory that of the preview and a fifth more.

{date.today()}, {os.cpu_count()} cores, load {load:.1f} at the start, {COUNT} keystrokes of each kind.

"""
    page = HOME / "BENCHMARKS.md"
    before, _, _ = page.read_text(encoding="utf-8").partition(LANGUAGE_SERVER)
    write(page, before.rstrip() + "\n\n" + LANGUAGE_SERVER + head + table)


if __name__ == "__main__":
    main()
