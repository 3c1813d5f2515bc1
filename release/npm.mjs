// Writes the packages of npm from the archives in a folder: one with the program for each platform, and one that starts the
// right of them, which depends on all of them optionally. No package runs a script when it is installed, and none asks the net.
//
//   node release/npm.mjs target/release-files target/npm
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [archives, out] = process.argv.slice(2);
const root = join(fileURLToPath(import.meta.url), '..', '..');
const cargo = readFileSync(join(root, 'Cargo.toml'), 'utf8');
const key = name => cargo.match(new RegExp(`^${name} = "(.*)"$`, 'm'))[1];
const name = 'innovation-atlas';
const shared = {
    version: key('version'),
    description: key('description'),
    license: key('license'),
    repository: { type: 'git', url: `git+${key('repository')}.git` },
};

// The platforms as Node names them.
const platforms = [
    { target: 'x86_64-unknown-linux-musl', os: 'linux', cpu: 'x64' },
    { target: 'aarch64-unknown-linux-musl', os: 'linux', cpu: 'arm64' },
    { target: 'x86_64-apple-darwin', os: 'darwin', cpu: 'x64' },
    { target: 'aarch64-apple-darwin', os: 'darwin', cpu: 'arm64' },
    { target: 'x86_64-pc-windows-msvc', os: 'win32', cpu: 'x64' },
];

rmSync(out, { recursive: true, force: true });
const write = (folder, manifest) =>
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
const licences = folder => {
    for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join(root, file), join(folder, file));
};
const optional = {};
for (const { target, os, cpu } of platforms) {
    const end = os === 'win32' ? 'zip' : 'tar.gz';
    const archive = join(archives, `${name}-${target}.${end}`);
    optional[`${name}-${os}-${cpu}`] = shared.version;
    if (!existsSync(archive)) continue;
    const folder = join(out, `${name}-${os}-${cpu}`);
    mkdirSync(folder, { recursive: true });
    const program = os === 'win32' ? 'atlas.exe' : 'atlas';
    const [command, ...flags] = os === 'win32' ? ['unzip', '-p', archive] : ['tar', '-xzOf', archive];
    const bytes = execFileSync(command, [...flags, `${name}-${target}/${program}`], { maxBuffer: 1 << 28 });
    writeFileSync(join(folder, program), bytes);
    chmodSync(join(folder, program), 0o755);
    licences(folder);
    write(folder, { name: `${name}-${os}-${cpu}`, ...shared, os: [os], cpu: [cpu], preferUnplugged: true });
}

const folder = join(out, name);
mkdirSync(folder, { recursive: true });
licences(folder);
copyFileSync(join(root, 'README.md'), join(folder, 'README.md'));
copyFileSync(join(root, 'release', 'start.cjs'), join(folder, 'start.cjs'));
chmodSync(join(folder, 'start.cjs'), 0o755);
write(folder, {
    name,
    ...shared,
    bin: { atlas: 'start.cjs', [name]: 'start.cjs' },
    engines: { node: '>=18' },
    optionalDependencies: optional,
});
