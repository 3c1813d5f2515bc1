#!/usr/bin/env node
// Starts the program of the package for this platform with the same arguments, and ends as it ends.
const { spawnSync } = require('node:child_process');

const platform = `innovation-atlas-${process.platform}-${process.arch}`;
let program;
try {
    program = require.resolve(`${platform}/${process.platform === 'win32' ? 'atlas.exe' : 'atlas'}`);
} catch {
    console.error(`innovation-atlas: the package ${platform} is not installed. Either there is none for this platform, or npm was told to leave optional packages out.`);
    process.exit(2);
}
// Signals of the terminal reach the program itself; this process waits for it to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
const { status, signal, error } = spawnSync(program, process.argv.slice(2), { stdio: 'inherit' });
if (error) {
    console.error(`innovation-atlas: ${error.message}`);
    process.exit(2);
}
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 2);
