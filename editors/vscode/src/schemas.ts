// JSON Schemas of the kinds for the YAML extension, if it is there.
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import * as vscode from 'vscode';
import type {LanguageClient} from 'vscode-languageclient/node';

const run = promisify(execFile);
const SCHEME = 'atlas-schema';

/** What the YAML extension lets others do. */
interface YamlExtension {
  registerContributor(
    scheme: string,
    requestSchema: (resource: string) => string | undefined,
    requestContent: (uri: string) => Promise<string>,
  ): boolean;
}

/** Associates the lists of records with the schemas of their kinds. */
export async function associateSchemas(client: LanguageClient, program: string, site: vscode.Uri): Promise<void> {
  const extension = vscode.extensions.getExtension<YamlExtension>('redhat.vscode-yaml');
  if (!extension) return;
  const kinds = await client.sendRequest<Record<string, string> | null>('atlas/kinds', {});
  const yaml = await extension.activate();
  if (!kinds || typeof yaml?.registerContributor !== 'function') return;
  const content = `${vscode.Uri.joinPath(site, 'content').toString()}/`;
  yaml.registerContributor(
    SCHEME,
    (resource) => {
      const folder = resource.startsWith(content) ? resource.slice(content.length).split('/')[0] : undefined;
      const kind = folder && kinds[decodeURIComponent(folder)];
      return kind && `${SCHEME}://kind/${kind}`;
    },
    async (uri) => {
      const kind = uri.slice(uri.lastIndexOf('/') + 1);
      const {stdout} = await run(program, ['schema', '--root', site.fsPath, '--', kind], {maxBuffer: 1 << 24});
      return stdout;
    },
  );
}
