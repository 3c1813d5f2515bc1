// The page folds and stems words as the index does.
//
//   node tests/search/agree.mjs [TERMS.tsv]
//
// The file holds a word and its term on a line; without one, terms.tsv beside this script, which a test of
// src/search/term_dictionary.rs compares with the index. Larger lists come from any word list: one line each through
// search::term_of.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
vm.runInThisContext(fs.readFileSync(path.join(here, '../../assets/search-core.js'), 'utf8'));
const { words, compounds, otherLayout, transliterations, mistakes } = globalThis.AtlasSearch;

let passed = 0, failed = 0;
const equal = (what, got, wanted) => {
  if (JSON.stringify(got) === JSON.stringify(wanted)) return passed++;
  if (failed++ < 20) console.log(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
};

const lines = fs.readFileSync(process.argv[2] || path.join(here, 'terms.tsv'), 'utf8').split('\n');
for (const [word, term] of lines.filter(line => line && !line.startsWith('#')).map(line => line.split('\t'))) {
  equal(word, words(word).map(asked => asked.term), [term]);
}

for (const particle of ['и', 'В', 'the', 'М', '—']) equal(particle, words(particle), []);
for (const line of fs.readFileSync(path.join(here, 'compounds.tsv'), 'utf8').split('\n').filter(line => line && !line.startsWith('#'))) {
  const [text, wanted] = line.split('\t');
  equal(text, compounds(text).flatMap(({ terms, word }) => word ? [word + '…'] : terms).join(' | '), wanted);
}
equal('an acronym', words('СО РАН').map(asked => asked.term), ['со', 'ран']);
equal('a particle', words('со РАН').map(asked => asked.term), ['ран']);
equal('a query', words('«ИТК-2», U-Novus!').map(asked => asked.word), ['итк', '2', 'novus']);
equal('layout', otherLayout('rkfcnth'), 'кластер');
equal('layout', otherLayout("hj,jnjnt[ybrf"), 'робототехника');
equal('layout', otherLayout('ьшышы'), 'misis');
for (const [latin, cyrillic] of [['zelenograd', 'зеленоград'], ['sechenov', 'сеченов'], ['zhukovskiy', 'жуковский'], ['zaitsev', 'зайцев'],
  ['gritsenko', 'гриценко'], ['khazanov', 'хазанов'], ['dmitry', 'дмитрий']]) equal(latin, transliterations(latin)[0], cyrillic);
for (const [cyrillic, latin] of [['сколково', 'skolkovo'], ['рулевский', 'rulevsky'], ['хазанов', 'khazanov']]) {
  equal(cyrillic, transliterations(cyrillic)[0], latin);
}
equal('one letter wrong', mistakes('кластир', 'кластер', 2, false), 1);
equal('two swapped', mistakes('клатсер', 'кластер', 2, false), 1);
equal('one missing, one extra', mistakes('кастерр', 'кластер', 2, false), 2);
equal('too far', mistakes('кот', 'кластер', 1, false), 2);
equal('still typed', mistakes('иновац', 'инновацион', 1, true), 1);

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
