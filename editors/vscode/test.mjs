// Loads the unpacked extension with a stand-in for VS Code's interface, and compares its manifest with its code.
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import Module from 'node:module';
import {join} from 'node:path';

const folder = process.argv[2];
const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
const names = files.map(({name}) => name).sort();
assert.deepEqual(names, ['LICENSE.txt', 'extension.js', 'package.json', 'package.nls.json', 'package.nls.ru.json', 'readme.md']);
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const manifest = read('package.json');

// Every text of the manifest is there in both languages.
const asked = new Set(JSON.stringify(manifest).match(/%[\w.]+%/g).map((key) => key.slice(1, -1)));
for (const texts of [read('package.nls.json'), read('package.nls.ru.json')]) assert.deepEqual(new Set(Object.keys(texts)), asked);
for (const language of ['[markdown]', '[yaml]']) {
  assert.equal(manifest.contributes.configurationDefaults[language]['editor.quickSuggestions'].other, 'on');
}

// The extension registers each command of its manifest.
const registered = [];
const anything = () => new Proxy(function () {}, {
  get: (target, key) => (key === 'then' || key === Symbol.iterator ? undefined : key === 'prototype' ? target.prototype : anything()),
  apply: () => anything(),
  construct: () => anything(),
});
class Stub {}
const vscode = new Proxy({
  commands: {registerCommand: (name) => (registered.push(name), new Stub()), executeCommand: async () => undefined},
  workspace: {workspaceFolders: undefined, findFiles: async () => [], onDidChangeConfiguration: () => new Stub(), getConfiguration: () => ({get: () => ''})},
  window: {
    onDidChangeTextEditorSelection: () => new Stub(), onDidChangeActiveTextEditor: () => new Stub(),
    createStatusBarItem: () => ({show() {}, dispose() {}}),
  },
  StatusBarAlignment: {Left: 1},
  languages: {getDiagnostics: () => [], onDidChangeDiagnostics: () => new Stub()},
  env: {language: 'ru'},
  version: '1.140.0',
}, {get: (known, key) => known[key] ?? (/^[A-Z]/.test(String(key)) ? class {} : anything())});
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
const require = Module.createRequire(import.meta.url);
const extension = require(join(folder, 'dist/extension.js'));
await extension.activate({subscriptions: []});
const wanted = manifest.contributes.commands.map(({command}) => command);
assert.deepEqual(registered.sort(), wanted.sort());
console.log(`the extension: ${names.length} files, ${registered.length} commands`);
