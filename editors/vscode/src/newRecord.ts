// Begins a record by `atlas new`.
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import * as vscode from 'vscode';
import {findProgram, offerProgram} from './program';
import {folderOfSite} from './site';

const run = promisify(execFile);

/** Asks for the kind and the id, and opens the new file. */
export async function beginRecord(): Promise<void> {
  const site = await folderOfSite();
  if (!site) return;
  const program = await findProgram(site);
  if (!program) return offerProgram();
  const russian = vscode.env.language.startsWith('ru');
  const kind = await vscode.window.showInputBox({
    prompt: russian ? 'Вид записи: организация, кластер, событие…' : 'The kind of record: organization, cluster, event …',
  });
  const id = kind && (await vscode.window.showInputBox({prompt: russian ? 'id: короткое имя латиницей' : 'id: a short name'}));
  if (!kind || !id) return;
  try {
    const {stdout} = await run(program, ['new', '--root', site.fsPath, '--', kind, id]);
    await vscode.window.showTextDocument(vscode.Uri.file(stdout.trim()));
  } catch (error) {
    const text = (error as {stderr?: string}).stderr ?? String(error);
    await vscode.window.showErrorMessage(text.trim());
  }
}
