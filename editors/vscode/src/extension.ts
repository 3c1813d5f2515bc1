// The extension: starts the language server, and shows what an editor of VS Code needs besides the protocol.
import * as vscode from 'vscode';
import {LanguageClient, RevealOutputChannelOn, State} from 'vscode-languageclient/node';
import {findProgram, offerProgram} from './program';
import {Preview} from './preview';
import {ProblemCount} from './problemCount';
import {beginRecord} from './newRecord';
import {associateSchemas} from './schemas';
import {folderOfSite} from './site';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const preview = new Preview(() => client);
  context.subscriptions.push(preview, new ProblemCount());
  const register = (name: string, run: (...given: never[]) => unknown) =>
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  register('atlas.showPreview', () => preview.show());
  register('atlas.openInBrowser', () => preview.openInBrowser());
  register('atlas.checkProblems', () => vscode.commands.executeCommand('workbench.actions.view.problems'));
  register('atlas.newRecord', () => beginRecord());
  register('atlas.restart', () => restart());
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('atlas')) void restart();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(): Promise<void> {
  await client?.stop();
  client = undefined;
  await start();
}

async function start(): Promise<void> {
  const site = await folderOfSite();
  if (!site) return;
  const program = await findProgram(site);
  if (!program) return offerProgram();
  const settings = vscode.workspace.getConfiguration('atlas');
  const language = settings.get<string>('language');
  const args = ['lsp', '--root', site.fsPath, ...(language ? ['--lang', language] : [])];
  const started = new LanguageClient(
    'atlas',
    'Innovation Atlas',
    {command: program, args},
    {
      documentSelector: ['content/**/*.md', 'content/**/*.yaml', 'content/**/*.yml', 'site.toml'].map((pattern) => ({
        scheme: 'file',
        pattern: {baseUri: site.toString(), pattern},
      })),
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    },
  );
  client = started;
  started.onDidChangeState(({newState}) => {
    void vscode.commands.executeCommand('setContext', 'atlas.active', newState === State.Running);
  });
  await started.start();
  await associateSchemas(started, program, site);
}
