"""One scripted session with the language server, in UTF-16 and in UTF-8; every message of the server is checked by lsprotocol.

    python3 tests/lsp/session.py target/ci/atlas
"""
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from client import CAPABILITIES, Client, uri

HERE = Path(__file__).resolve().parent
CLUSTER = "content/clusters/zelenograd.md"
MIET = "content/organizations/miet.md"


def units(text, encoding):
    return len(text.encode("utf-8")) if encoding == "utf-8" else len(text.encode("utf-16-le")) // 2


def place(text, mark, encoding, after=0):
    """Returns the position behind the first characters of a part of a text."""
    at = text.index(mark) + after
    start = text.rfind("\n", 0, at) + 1
    return {"line": text.count("\n", 0, at), "character": units(text[start:at], encoding)}


def ask(client, method, address, position, **more):
    return client.at(method, address, position["line"], position["character"], **more)


def new_text(client, text, version, address):
    client.change(address, version, [{"text": text}])
    client.wait_for(lambda: client.versions.get(address) == version)


def script(atlas, encoding, log):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "атлас с пробелом"
        shutil.copytree(HERE / "site", root)
        client = Client(atlas, root, [encoding])
        assert client.encoding == encoding, client.encoding
        text = (root / CLUSTER).read_text()
        address = client.open(CLUSTER)
        client.wait_for(lambda: client.versions.get(address) == 1)
        assert client.diagnostics[address] == [], client.diagnostics

        # A mistake in a text that is not saved, behind a character of two units.
        wrong = text.replace("  - miet\n", "  - 🚀 nobody\n  - miet\n")
        new_text(client, wrong, 2, address)
        [found] = client.diagnostics[address]
        assert found["code"] == "broken-reference"
        assert found["range"] == {"start": place(wrong, "🚀 nobody", encoding), "end": place(wrong, "🚀 nobody", encoding, 8)}, found

        # Completion by a name, while the bracket is open.
        broken = text.replace("members:\n", "members: [Сечен\n")
        new_text(client, broken, 3, address)
        items = ask(client, "completion", address, place(broken, "[Сечен", encoding, 6))["items"]
        assert [item["label"] for item in items] == ["sechenov"], items
        edit = items[0]["textEdit"]
        assert edit["range"] == {"start": place(broken, "[Сечен", encoding, 1), "end": place(broken, "[Сечен", encoding, 6)}

        new_text(client, text, 4, address)
        reference = place(text, "- miet", encoding, 3)
        hover = ask(client, "hover", address, reference)
        assert "МИЭТ" in hover["contents"]["value"], hover
        definition = ask(client, "definition", address, reference)
        assert definition["uri"] == uri(root / MIET), definition
        references = ask(client, "references", address, reference, context={"includeDeclaration": False})
        assert len(references) == 3, references
        assert ask(client, "prepareRename", address, reference)["placeholder"] == "miet"
        rename = ask(client, "rename", address, reference, newName="mietu")
        kinds = [part.get("kind", "edit") for part in rename["documentChanges"]]
        assert kinds.count("rename") == 2, rename
        symbols = ask(client, "documentSymbol", address, reference)
        assert [symbol["name"] for symbol in symbols][:2] == ["name", "region"]
        found = client.request("workspace/symbol", {"query": "тусур"})
        assert [symbol["location"]["uri"] for symbol in found] == [uri(root / "content/organizations/tusur.md")]
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 100, "character": 0}}
        document = {"textDocument": {"uri": address}}
        assert client.request("textDocument/inlayHint", {**document, "range": whole})
        assert client.request("textDocument/foldingRange", document)
        assert client.request("textDocument/documentLink", document)
        assert ask(client, "documentHighlight", address, reference)

        # What a hint advises.
        misspelled = text.replace("region: zel", "region: zell")
        new_text(client, misspelled, 5, address)
        actions = client.request("textDocument/codeAction", {**document, "range": whole, "context": {"diagnostics": client.diagnostics[address]}})
        assert actions[0]["title"] == "Заменить на «zel»", actions
        assert actions[0]["diagnostics"], actions

        # A file that changes on the disk under nobody's hand, and one that is open: its text wins.
        (root / MIET).write_text((root / MIET).read_text().replace("region: zel", "region: nowhere"))
        client.wait_for(lambda: client.diagnostics.get(uri(root / MIET)))
        (root / CLUSTER).write_text("---\nname: [\n---\n")
        new_text(client, text, 6, address)
        assert client.diagnostics[address] == [], "the open text counts"
        client.notify("textDocument/didClose", document)
        client.wait_for(lambda: client.diagnostics[address] != [])

        # The preview of a text that is not saved.
        address = client.open(MIET, (root / MIET).read_text().replace("Учит инженеров", "Готовит инженеров"))
        command = {"command": "atlas.pageAddress", "arguments": [address, {"line": 2, "character": 0}]}
        page = client.request("workspace/executeCommand", command)["address"]
        assert page.endswith("/organizations/miet.html"), page
        shown = client.request("workspace/executeCommand", {"command": "atlas.showPage"})
        assert shown["address"] == page
        client.wait_for(lambda: client.asked)
        assert client.asked[-1]["params"] == {"uri": page, "external": True}
        preview(client, page)

        for method in ("hover", "definition", "completion", "rename"):
            ask(client, method, uri("/nowhere/else.md"), {"line": 9, "character": 9}, newName="x")
        assert client.end() == 0
        log(f"{encoding}: {client.messages} messages, each of the protocol")


def preview(client, page):
    """The page has the text as it is, may stand in a panel of the editor only, and a click on it leads to its line."""
    import time
    import urllib.parse
    import urllib.request
    for _ in range(100):
        with urllib.request.urlopen(page) as answer:
            html, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
        if "Готовит инженеров" in html:
            break
        time.sleep(0.1)
    assert "Готовит инженеров" in html, "the text is not saved, but shown"
    assert policy.endswith("frame-ancestors 'self' vscode-webview: vscode-file:"), policy
    token = html.split('data-open="')[1].split('"')[0]
    base = page.rsplit("/", 2)[0]

    def click(token):
        query = urllib.parse.urlencode({"token": token, "page": "/organizations/miet.html", "text": "Готовит инженеров. Работает с корпорацией."}, quote_via=urllib.parse.quote)
        try:
            with urllib.request.urlopen(f"{base}/_atlas/open?{query}") as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    asked = len(client.asked)
    assert click("0" * 32) == 403
    assert click(token) == 200
    client.wait_for(lambda: len(client.asked) > asked)
    shown = client.asked[-1]["params"]
    assert shown["uri"].endswith("/content/organizations/miet.md"), shown
    assert shown["selection"]["start"]["line"] == 9, shown


PIECES = ["а", "ё", "я\u0301", "🚀", "👩‍🔬", "\n", "\r\n", "\r", "\ufeff", "key: ", "- ", "[", "x", "  "]


class Text:
    """A text as an editor holds it, edited by characters."""

    def __init__(self, text):
        self.text = text

    def position(self, at, encoding):
        if at and self.text[at - 1] == "\r" and self.text[at:at + 1] == "\n":
            return None
        line, start = 0, 0
        for index in range(at):
            character = self.text[index]
            if character == "\n" or (character == "\r" and self.text[index + 1:index + 2] != "\n"):
                line, start = line + 1, index + 1
        return {"line": line, "character": units(self.text[start:at], encoding)}

    def edit(self, dice, encoding):
        while True:
            start = dice.randint(0, len(self.text))
            end = min(len(self.text), start + dice.randint(0, 5))
            ends = self.position(start, encoding), self.position(end, encoding)
            if None not in ends:
                new = "".join(dice.choices(PIECES, k=dice.randint(0, 3)))
                self.text = self.text[:start] + new + self.text[end:]
                return {"range": {"start": ends[0], "end": ends[1]}, "text": new}


def random_edits(atlas, encoding, log, count=1000):
    client = Client(atlas, HERE / "site", [encoding])
    dice = random.Random(41)
    text = Text((HERE / "site" / CLUSTER).read_text())
    address = client.open(CLUSTER, text.text)
    for version in range(2, count + 2):
        client.change(address, version, [text.edit(dice, encoding)])
        answer = client.request("atlas/text", {"textDocument": {"uri": address}})
        assert answer["text"] == text.text, (version, answer["text"], text.text)
        if version % 50 == 0:
            ask(client, "completion", address, {"line": dice.randint(0, 20), "character": dice.randint(0, 20)})
    assert client.end() == 0
    log(f"{encoding}: {count} edits, the same text after each")


def same_as_check(atlas, log):
    """The diagnostics of saved files are those of `atlas check`."""
    repository = HERE.parent.parent
    sites = [repository, repository / "tests/elsewhere", HERE / "site"]
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder) / "broken"
        shutil.copytree(repository / "content", broken / "content")
        shutil.copytree(repository / "assets", broken / "assets")
        shutil.copy(repository / "site.toml", broken)
        break_files(broken)
        for site in [*sites, broken]:
            client = Client(atlas, site, ["utf-32"], ["--lang", "en"])
            client.request("workspace/symbol", {"query": "x"})
            address = client.open("content/_index.md") if (site / "content/_index.md").exists() else None
            if address:
                client.wait_for(lambda: client.versions.get(address) == 1)
            found = set()
            for place, diagnostics in client.diagnostics.items():
                for one in diagnostics:
                    start, end = one["range"]["start"], one["range"]["end"]
                    found.add((place, start["line"] + 1, start["character"] + 1, end["line"] + 1, end["character"] + 1, one["code"], one["severity"]))
            report = subprocess.run([atlas, "check", "--root", site, "--lang", "en", "--format", "json"], capture_output=True, check=False)
            wanted = set()
            for one in json.loads(report.stdout)["diagnostics"]:
                at = one["at"]
                severity = {"error": 1, "warning": 2, "note": 3}[one["severity"]]
                wanted.add((uri(site / at["path"]), at["line"], at["column"], at["end_line"], at["end_column"], one["code"], severity))
            assert found == wanted, (site, sorted(found - wanted)[:3], sorted(wanted - found)[:3])
            assert client.end() == 0
            log(f"{site.name}: {len(wanted)} diagnostics, those of atlas check")


def break_files(root):
    dice = random.Random(5)
    files = sorted(path for path in (root / "content").rglob("*") if path.suffix in (".md", ".yaml"))
    for path in dice.sample(files, 60):
        text = path.read_text()
        lines = text.split("\n")
        line = dice.randrange(1, max(2, min(len(lines), 12)))
        lines[line] = dice.choice([lines[line] + " [", lines[line].replace(":", "", 1), "x" + lines[line], lines[line][: len(lines[line]) // 2], "\t" + lines[line]])
        path.write_text("\n".join(lines))


def quiet_at_the_end(atlas, log):
    """The process ends when its input does, and writes nothing but the protocol."""
    process = subprocess.run([atlas, "lsp"], input=b"", capture_output=True, timeout=20, check=False)
    assert process.stdout == b"" and process.returncode == 1, process
    broken = subprocess.run([atlas, "lsp"], input=b"Content-Length: 5\r\n\r\n{]}{]", capture_output=True, timeout=20, check=False)
    assert broken.stdout == b"", broken
    log("the process ends with its input")


def main():
    atlas = str(Path(sys.argv[1]).resolve())
    log = lambda words: print(words, flush=True)
    for encoding in ("utf-16", "utf-8"):
        script(atlas, encoding, log)
        random_edits(atlas, encoding, log)
    same_as_check(atlas, log)
    quiet_at_the_end(atlas, log)


if __name__ == "__main__":
    main()
