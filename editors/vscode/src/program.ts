// The program `atlas`: where it is, or how to get it.
import {access, constants} from 'node:fs/promises';
import {delimiter, join} from 'node:path';
import * as vscode from 'vscode';

const NAMES = process.platform === 'win32' ? ['atlas.exe', 'innovation-atlas.exe'] : ['atlas', 'innovation-atlas'];

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Returns the program of the setting, else that on PATH, else that of the repository of the program itself. */
export async function findProgram(site: vscode.Uri): Promise<string | undefined> {
  const given = vscode.workspace.getConfiguration('atlas').get<string>('path');
  if (given) return (await isProgram(given)) ? given : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const built = ['release', 'ci', 'debug'].map((profile) => join(site.fsPath, 'target', profile));
  for (const folder of [...folders, ...built]) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (await isProgram(path)) return path;
    }
  }
  return undefined;
}

/** Says how to get the program. */
export async function offerProgram(): Promise<void> {
  const russian = vscode.env.language.startsWith('ru');
  const text = russian
    ? 'Программа atlas не найдена. Установите её (cargo install innovation-atlas или архив выпуска) и назовите в настройке atlas.path.'
    : 'The program atlas is not found. Install it (cargo install innovation-atlas, or the archive of a release), and name it in the setting atlas.path.';
  const open = russian ? 'Открыть настройку' : 'Open the setting';
  if ((await vscode.window.showWarningMessage(text, open)) === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'atlas.path');
  }
}
