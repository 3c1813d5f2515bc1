// The numbers of mistakes in the status bar.
import * as vscode from 'vscode';

export class ProblemCount implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('atlas.problems', vscode.StatusBarAlignment.Left);
  private readonly listener = vscode.languages.onDidChangeDiagnostics(() => this.count());

  constructor() {
    this.item.name = 'Innovation Atlas';
    this.item.command = 'atlas.checkProblems';
    this.count();
  }

  private count(): void {
    const own = vscode.languages
      .getDiagnostics()
      .flatMap(([, diagnostics]) => diagnostics)
      .filter(({source}) => source === 'atlas');
    const errors = own.filter(({severity}) => severity === vscode.DiagnosticSeverity.Error).length;
    const warnings = own.length - errors;
    this.item.text = own.length ? `$(globe) $(error) ${errors} $(warning) ${warnings}` : '$(globe) $(check)';
    this.item.tooltip = vscode.env.language.startsWith('ru')
      ? `Атлас: ошибок ${errors}, предупреждений ${warnings}`
      : `Atlas: ${errors} errors, ${warnings} warnings`;
    this.item.backgroundColor = errors ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.item.show();
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }
}
