// Words that stand on no page find next to nothing.
//
//   node tests/search/absent.mjs SITE [WORDS.txt]
//
// Each word is asked in the first language of the atlas. It is found falsely if there is any hit; at most 3 % may be.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { engine } from './engine.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const [site, file = path.join(here, 'absent.txt')] = process.argv.slice(2);
const { find, ids } = await engine(path.resolve(site), 'ru');
const words = fs.readFileSync(file, 'utf8').split('\n').filter(line => line && !line.startsWith('#'));
let wrong = 0;
for (const word of words) {
  const { hits } = await find(word);
  if (!hits.length) continue;
  wrong++;
  console.log(`  ${word} → ${(await ids(hits.slice(0, 3))).join(' ')}`);
}
const share = 100 * wrong / words.length;
console.log(`${wrong} of ${words.length} absent words find something (${share.toFixed(1)} %)`);
process.exit(share <= 3 ? 0 : 1);
