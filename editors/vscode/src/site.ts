// The folder of the site among the open ones.
import * as vscode from 'vscode';

/** Returns the folder with site.toml: that of the setting, or the one nearest to the root of an open folder. */
export async function folderOfSite(): Promise<vscode.Uri | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const root = vscode.workspace.getConfiguration('atlas', folder.uri).get<string>('root');
    if (root) return vscode.Uri.joinPath(folder.uri, root);
  }
  const found = await vscode.workspace.findFiles('**/site.toml', '**/{node_modules,target,public}/**', 50);
  const depth = (uri: vscode.Uri) => uri.path.split('/').length;
  const [nearest] = found.sort((one, other) => depth(one) - depth(other) || one.path.localeCompare(other.path));
  return nearest && vscode.Uri.joinPath(nearest, '..');
}
