// The scripted session by the libraries of VS Code's client: UTF-16, its own types, its own text documents.
//
//   node tests/lsp/vscode.mjs target/ci/atlas
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import protocol from 'vscode-languageserver-protocol/node';
import {TextDocument} from 'vscode-languageserver-textdocument';

const {
  createProtocolConnection, InitializeRequest, InitializedNotification, DidOpenTextDocumentNotification,
  DidChangeTextDocumentNotification, PublishDiagnosticsNotification, CompletionRequest, HoverRequest, DefinitionRequest,
  ReferencesRequest, RenameRequest, ShutdownRequest, ExitNotification, CodeActionRequest,
} = protocol;

const here = dirname(fileURLToPath(import.meta.url));
const root = join(mkdtempSync(join(tmpdir(), 'atlas-')), 'site');
cpSync(join(here, 'site'), root, {recursive: true});
const path = join(root, 'content/clusters/zelenograd.md');
const uri = pathToFileURL(path).href;

const server = spawn(process.argv[2], ['lsp'], {stdio: ['pipe', 'pipe', 'inherit']});
const connection = createProtocolConnection(server.stdout, server.stdin);
const diagnostics = new Map();
const waiting = [];
connection.onNotification(PublishDiagnosticsNotification.type, (given) => {
  diagnostics.set(given.uri, given);
  waiting.splice(0).forEach((go) => go());
});
const until = async (isDone) => {
  while (!isDone()) await new Promise((go) => waiting.push(go));
};
connection.listen();

const {capabilities} = await connection.sendRequest(InitializeRequest.type, {
  processId: process.pid,
  rootUri: pathToFileURL(root).href,
  workspaceFolders: null,
  capabilities: {
    workspace: {workspaceEdit: {documentChanges: true, resourceOperations: ['create', 'rename', 'delete']}},
    textDocument: {completion: {completionItem: {snippetSupport: true}}, hover: {contentFormat: ['markdown']}},
  },
});
assert.equal(capabilities.positionEncoding, 'utf-16');
await connection.sendNotification(InitializedNotification.type, {});

let document = TextDocument.create(uri, 'markdown', 1, readFileSync(path, 'utf8'));
await connection.sendNotification(DidOpenTextDocumentNotification.type, {
  textDocument: {uri, languageId: 'markdown', version: 1, text: document.getText()},
});

async function change(contentChanges) {
  const version = document.version + 1;
  document = TextDocument.update(document, contentChanges, version);
  await connection.sendNotification(DidChangeTextDocumentNotification.type, {textDocument: {uri, version}, contentChanges});
}
const replace = (from, to) => {
  const start = document.getText().indexOf(from);
  assert.notEqual(start, -1, from);
  return change([{range: {start: document.positionAt(start), end: document.positionAt(start + from.length)}, text: to}]);
};
const at = (part, after) => ({textDocument: {uri}, position: document.positionAt(document.getText().indexOf(part) + after)});
const current = () => diagnostics.get(uri)?.version === document.version;

await replace('  - miet\n', '  - 🚀 нет такой\n  - miet\n');
await until(current);
const [found] = diagnostics.get(uri).diagnostics;
assert.equal(found.code, 'broken-reference');
assert.equal(document.getText(found.range), '🚀 нет такой');
await replace('  - 🚀 нет такой\n', '  - ctxty\n');
const list = await connection.sendRequest(CompletionRequest.type, at('  - ctxty', 9));
assert.equal(list.items[0].label, 'sechenov');
document = TextDocument.create(uri, 'markdown', document.version, TextDocument.applyEdits(document, [list.items[0].textEdit]));
await change([{text: document.getText().replace('  - sechenov\n', '')}]);
await until(current);
assert.deepEqual(diagnostics.get(uri).diagnostics, []);

const hover = await connection.sendRequest(HoverRequest.type, at('- miet', 3));
assert.match(hover.contents.value, /МИЭТ/);
const definition = await connection.sendRequest(DefinitionRequest.type, at('- miet', 3));
assert.equal(definition.uri, pathToFileURL(join(root, 'content/organizations/miet.md')).href);
const references = await connection.sendRequest(ReferencesRequest.type, {...at('- miet', 3), context: {includeDeclaration: false}});
assert.equal(references.length, 3);
const rename = await connection.sendRequest(RenameRequest.type, {...at('- miet', 3), newName: 'mietu'});
const own = rename.documentChanges.find((part) => part.textDocument?.uri === uri);
assert.equal(own.textDocument.version, document.version);
assert.match(TextDocument.applyEdits(document, own.edits), /- mietu\n[\s\S]*\[\[mietu\|МИЭТ\]\]/);
await replace('region: zel', 'region: zell');
await until(current);
const actions = await connection.sendRequest(CodeActionRequest.type, {
  textDocument: {uri},
  range: {start: {line: 0, character: 0}, end: {line: 50, character: 0}},
  context: {diagnostics: diagnostics.get(uri).diagnostics},
});
const [fix] = actions[0].edit.documentChanges;
assert.match(TextDocument.applyEdits(document, fix.edits), /region: zel\n/);

// A thousand random edits, by VS Code's own text documents.
let seed = 17;
const below = (end) => (seed = (seed * 48271) % 2147483647) % end;
const pieces = ['а', 'ё', 'я\u0301', '🚀', '👩‍🔬', '\n', '\r\n', '\r', '\ufeff', 'key: ', '- ', '[', 'x', '  '];
for (let count = 0; count < 1000; count += 1) {
  const start = document.positionAt(below(document.getText().length + 1));
  const end = document.positionAt(document.offsetAt(start) + below(6));
  const text = Array.from({length: below(4)}, () => pieces[below(pieces.length)]).join('');
  // Neither end may stand within a pair of surrogates.
  const isWithin = ({line, character}) => {
    const next = document.getText({start: {line, character: Math.max(0, character - 1)}, end: {line, character: character + 1}});
    return character > 0 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(next);
  };
  if (isWithin(start) || isWithin(end)) continue;
  await change([{range: {start, end}, text}]);
  const answer = await connection.sendRequest('atlas/text', {textDocument: {uri}});
  assert.equal(answer.text, document.getText(), `after edit ${count}`);
}

await connection.sendRequest(ShutdownRequest.type);
await connection.sendNotification(ExitNotification.type);
const code = await new Promise((go) => server.on('exit', go));
assert.equal(code, 0);
console.log('VS Code’s client: the session passed, 1000 edits');
