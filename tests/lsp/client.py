"""A client of the language server over its standard streams, which checks every message of the server against lsprotocol."""
import itertools
import json
import queue
import subprocess
import threading
from pathlib import Path
from urllib.parse import quote

from lsprotocol import converters, types

CONVERTER = converters.get_converter()

CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "synchronization": {"didSave": True},
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
    },
    "window": {"showDocument": {"support": True}},
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]}},
}


def uri(path):
    return "file://" + quote(str(Path(path)), safe="/-._~")


class Client:
    """A session. Texts of open files are kept as the server must have them."""

    def __init__(self, atlas, root, encodings=("utf-16",), arguments=(), capabilities=None):
        self.root = Path(root)
        self.process = subprocess.Popen([atlas, "lsp", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ids = itertools.count(1)
        self.incoming = queue.Queue()
        self.methods = {}
        self.diagnostics = {}
        self.versions = {}
        self.asked = []
        self.messages = 0
        threading.Thread(target=self._read, daemon=True).start()
        capabilities = json.loads(json.dumps(capabilities or CAPABILITIES))
        capabilities["general"]["positionEncodings"] = list(encodings)
        self.initialized = self.request("initialize", {
            "processId": None, "rootUri": uri(root), "capabilities": capabilities,
            "workspaceFolders": [{"uri": uri(root), "name": "atlas"}],
        })
        self.encoding = self.initialized["capabilities"]["positionEncoding"]
        self.notify("initialized", {})

    def _read(self):
        stream = self.process.stdout
        while True:
            length = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                name, _, value = line.decode().partition(":")
                assert name in ("Content-Length", "Content-Type"), f"not the protocol: {line!r}"
                if name == "Content-Length":
                    length = int(value)
            if not length:
                self.incoming.put(None)
                return
            self.incoming.put(json.loads(stream.read(length)))

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _validate(self, message):
        """Fails if a message is not one of the protocol."""
        self.messages += 1
        method = message.get("method") or self.methods.get(message["id"])
        if method == "atlas/text":
            return
        if "error" in message:
            CONVERTER.structure(message, types.ResponseErrorMessage)
            return
        known = types.METHOD_TO_TYPES[method]
        kind = known[0] if "method" in message else known[1]
        structured = CONVERTER.structure(message, kind)
        back = CONVERTER.unstructure(structured, kind)
        lost = difference(message, back)
        assert not lost, f"{method}: not of the protocol: {lost}"

    def _receive(self, timeout):
        message = self.incoming.get(timeout=timeout)
        assert message is not None, "the server ended"
        self._validate(message)
        if message.get("method") == "textDocument/publishDiagnostics":
            parameters = message["params"]
            self.diagnostics[parameters["uri"]] = parameters["diagnostics"]
            if "version" in parameters:
                self.versions[parameters["uri"]] = parameters["version"]
        elif "method" in message and "id" in message:
            self.asked.append(message)
            answer = {"success": True} if message["method"] == "window/showDocument" else None
            self._send({"id": message["id"], "result": answer})
        return message

    def notify(self, method, parameters):
        self._send({"method": method, "params": parameters})

    def request(self, method, parameters, timeout=120):
        number = next(self.ids)
        self.methods[number] = method
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._receive(timeout)
            if message.get("id") == number and "method" not in message:
                self.error = message.get("error")
                return message.get("result")

    def wait_for(self, is_done, timeout=120):
        while not is_done():
            self._receive(timeout)

    def open(self, path, text=None):
        path = self.root / path
        text = path.read_bytes().decode() if text is None else text
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri(path), "languageId": "markdown", "version": 1, "text": text}})
        return uri(path)

    def change(self, address, version, changes):
        self.notify("textDocument/didChange", {"textDocument": {"uri": address, "version": version}, "contentChanges": changes})

    def at(self, method, address, line, character, **more):
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": address}, "position": {"line": line, "character": character}, **more})

    def end(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(timeout=20)


def difference(sent, known, path=""):
    """Returns what of a message the model does not know."""
    if isinstance(sent, dict) and isinstance(known, dict):
        found = []
        for key, value in sent.items():
            if key not in known:
                if value is not None:
                    found.append(f"{path}/{key}")
            else:
                found += difference(value, known[key], f"{path}/{key}")
        return found
    if isinstance(sent, list) and isinstance(known, list) and len(sent) == len(known):
        return [one for index, (a, b) in enumerate(zip(sent, known)) for one in difference(a, b, f"{path}/{index}")]
    return [] if sent == known else [f"{path}: {sent!r} is {known!r}"]
