// A further word never finds more: the number of records with all words does not grow.
//
//   node tests/search/counts.mjs SITE [ROUNDS]
//
// Words are those of names and labels of the atlas, some of them misspelled, in the other keyboard layout, or begun; each query
// is one, two and three of them, whole and while it is typed. A round is six queries.
import path from 'node:path';
import { engine } from './engine.mjs';

const site = path.resolve(process.argv[2] || 'public'), rounds = Number(process.argv[3] || 1500);
const { find, cards, words: wordsOf, otherLayout } = await engine(site, 'ru');
const { facets } = await find('1');
const names = (await cards(Array.from({ length: facets.documents.length }, (_, at) => at))).map(({ name }) => name);
const words = [...new Set(names.join(' ').match(/[\p{L}]{3,}/gu))].filter(word => wordsOf(word).length).sort(); // no particles

let seed = 26;
const next = n => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
};
const changed = word => [word, word, word.toLowerCase(), word.slice(0, -1), word.slice(0, 4), otherLayout(word),
  word.slice(0, 3) + word.slice(4), word.toUpperCase(), word + 'ом', word + 'жщ'][next(10)];

let failed = 0, asked = 0;
for (let round = 0; round < rounds; round++) {
  const parts = Array.from({ length: 3 }, () => changed(words[next(words.length)]));
  let before = Infinity;
  for (let count = 1; count <= 3; count++) {
    for (const end of ['', ' ']) { // still typed, then whole
      const query = parts.slice(0, count).join(' ') + end, { full, hits } = await find(query);
      asked++;
      if (full <= before && full <= hits.length) {
        before = full;
        continue;
      }
      if (failed++ < 20) console.log(`  ${query}: ${full} of ${hits.length}, ${before} before`);
      before = full;
    }
  }
}
console.log(`${asked} queries, ${failed} with more than before`);
process.exit(failed ? 1 : 0);
