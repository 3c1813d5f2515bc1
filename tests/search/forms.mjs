// All case forms of all names find their records.
//
//   node tests/search/forms.mjs SITE FORMS.tsv
//
// FORMS.tsv comes from forms.py. A form is found if every record with the word in its name is among the records that have it,
// without a correction of spelling. 99 % must be.
import fs from 'node:fs';
import path from 'node:path';
import { engine } from './engine.mjs';

const [site, file] = process.argv.slice(2);
const { find, ids } = await engine(path.resolve(site), 'ru');
let found = 0;
const missed = [], lines = fs.readFileSync(file, 'utf8').trim().split('\n');
for (const line of lines) {
  const [form, word, wanted] = line.split('\t');
  const { hits } = await find(form + ' '); // the word is whole
  const got = new Set(await ids(hits));
  const lost = wanted.split(' ').filter(id => !got.has(id));
  if (!lost.length) found++;
  else missed.push(`${form} (${word}): ${lost.join(' ')}`);
}
if (process.argv.includes('--all')) console.log(missed.join('\n'));
else console.log(missed.slice(0, 40).join('\n'));
const share = 100 * found / lines.length;
console.log(`${found} of ${lines.length} forms of names found (${share.toFixed(2)} %)`);
process.exit(share >= 99 ? 0 : 1);
