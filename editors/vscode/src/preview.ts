// The panel with the page of the record at the cursor.
import * as vscode from 'vscode';
import {ExecuteCommandRequest, type LanguageClient} from 'vscode-languageclient/node';
import {panelHtml} from './panelHtml';

/** Milliseconds for which the cursor must rest before the panel follows it. */
const REST = 250;

export class Preview implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners: vscode.Disposable[];

  constructor(private readonly client: () => LanguageClient | undefined) {
    this.listeners = [
      vscode.window.onDidChangeTextEditorSelection(() => this.followLater()),
      vscode.window.onDidChangeActiveTextEditor(() => this.followLater()),
    ];
  }

  async show(): Promise<void> {
    const address = await this.address();
    if (!address) return;
    this.panel ??= this.create();
    this.panel.reveal(vscode.ViewColumn.Beside, true);
    await this.load(address);
  }

  async openInBrowser(): Promise<void> {
    const address = await this.address();
    if (address) await vscode.env.openExternal(vscode.Uri.parse(address));
  }

  private create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      'atlasPreview',
      'Atlas',
      {viewColumn: vscode.ViewColumn.Beside, preserveFocus: true},
      {enableScripts: true, retainContextWhenHidden: true},
    );
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.shown = undefined;
    });
    return panel;
  }

  /** Returns the address of the page at the cursor. The server starts its preview when it is asked first. */
  private async address(): Promise<string | undefined> {
    const editor = vscode.window.activeTextEditor;
    const client = this.client();
    if (!client) return undefined;
    const given = editor
      ? [client.code2ProtocolConverter.asUri(editor.document.uri), client.code2ProtocolConverter.asPosition(editor.selection.active)]
      : [];
    const answer: unknown = await client.sendRequest(ExecuteCommandRequest.type, {command: 'atlas.pageAddress', arguments: given});
    const address = (answer as {address?: unknown} | null)?.address;
    return typeof address === 'string' ? address : undefined;
  }

  private followLater(): void {
    if (!this.panel?.visible) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), REST);
  }

  private async follow(): Promise<void> {
    const path = vscode.window.activeTextEditor?.document.uri.path ?? '';
    if (!this.panel || !path.includes('/content/')) return;
    const address = await this.address();
    if (address && address !== this.shown) await this.load(address);
  }

  private async load(address: string): Promise<void> {
    if (!this.panel) return;
    const external = await vscode.env.asExternalUri(vscode.Uri.parse(address));
    this.shown = address;
    this.panel.webview.html = panelHtml(external.toString(true));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    this.listeners.forEach((listener) => listener.dispose());
  }
}
