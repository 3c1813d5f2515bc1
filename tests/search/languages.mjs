// The page and the index find the same terms in every language that has a stemmer, and in some that have none.
//
//   node tests/search/languages.mjs ATLAS      ATLAS: the program
//
// For each language an atlas of a hundred records with fifty words each is built, and its index is read: the terms of a
// record must be exactly those that the page finds in its words, with the stemmer that the index brings. Nothing is
// downloaded: words are those of the Unicode CLDR, which Node has (names of languages, countries, currencies, scripts,
// units of time), and such words with further endings, which are taken from the stemmer's own tables; some are in capitals,
// without accents, or decomposed. CLDR: https://cldr.unicode.org/, licence Unicode-3.0.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import zlib from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const atlas = path.resolve(process.argv[2] || 'target/ci/atlas');
const core = fs.readFileSync(path.join(here, '../../assets/search-core.js'), 'utf8');

const STEMMED = ['ar', 'da', 'de', 'el', 'es', 'fi', 'fr', 'hu', 'it', 'nb', 'nl', 'pt', 'ro', 'sv', 'ta', 'tr'];
const BUILT_IN = ['ru', 'en'], PLAIN = ['kk', 'zh', 'ja', 'th', 'my', 'hi'];
const RECORDS = 100, WORDS = 50; // and of a language without a stemmer ten words a record
const LARGEST = 12 << 10; // of a compressed stemmer, in bytes

/** A generator of numbers below `n`, always the same ones. */
function random(seed) {
  return n => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >> 8) % n;
  };
}

/** The words of CLDR in a language. */
function cldr(language) {
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at));
  const pairs = letters.flatMap(one => letters.map(other => one + other));
  const codes = {
    region: pairs.map(code => code.toUpperCase()),
    language: [...pairs, ...pairs.flatMap(pair => letters.map(letter => pair + letter))],
    currency: Intl.supportedValuesOf('currency'),
    script: ['Latn', 'Cyrl', 'Arab', 'Grek', 'Hans', 'Hant', 'Jpan', 'Kore', 'Thai', 'Deva', 'Taml', 'Armn', 'Geor', 'Hebr'],
    dateTimeField: ['era', 'year', 'quarter', 'month', 'weekOfYear', 'weekday', 'day', 'dayPeriod', 'hour', 'minute', 'second'],
  };
  const found = new Set();
  for (const [type, all] of Object.entries(codes)) {
    const names = new Intl.DisplayNames(language, { type, fallback: 'none' });
    for (const code of all) for (const word of names.of(code)?.match(/[\p{L}\p{M}]+/gu) || []) found.add(word);
  }
  return [...found];
}

/** `wanted` words: real ones, then real beginnings with endings of the stemmer. */
function vocabulary(language, stemmer, wanted) {
  const real = cldr(language), next = random(7);
  const endings = [...stemmer.matchAll(/\["([\p{L}\p{M}]+)",-?\d/gu)].map(([, ending]) => ending);
  const words = real.slice(0, wanted);
  while (words.length < wanted) {
    const word = Array.from(real[next(real.length)]);
    const begun = word.slice(0, 1 + next(word.length)).join('');
    const ended = Array.from({ length: 1 + next(3) }, () => endings[next(endings.length)] ?? real[next(real.length)]).join('');
    const made = begun.toLowerCase() + ended;
    words.push([made.toUpperCase(), made.normalize('NFD').replace(/[\u0300-\u036f]/g, ''), made.normalize('NFD')][next(6)] ?? made);
  }
  return words;
}

/** The data of a file of the index. */
function data(folder, name) {
  let given;
  vm.runInNewContext(fs.readFileSync(path.join(folder, `${name}.js`), 'utf8'), { atlasSearch: (_, value) => { given = value; } });
  return given;
}

/** The entries of a table: term → text. */
function table(folder, letter, shards) {
  return new Map(shards.flatMap(([, hash], at) => {
    const parts = data(folder, `${letter}${at}-${hash}`).split(' ');
    return Array.from({ length: parts.length / 2 }, (_, place) => [parts[2 * place], parts[2 * place + 1]]);
  }));
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

/** The documents of an entry. */
function documents(text, bits) {
  const out = [];
  let number = 0, shift = 0, document = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    number += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit > 31) continue;
    document += number >>> bits;
    out.push(document);
    number = shift = 0;
  }
  return out;
}

let failed = 0;
const fail = text => { if (failed++ < 40) console.log(`  ${text}`); };

function compare(language, folder) {
  const content = path.join(folder, 'content/organizations');
  fs.mkdirSync(content, { recursive: true });
  fs.writeFileSync(path.join(folder, 'site.toml'), `title = "W"\nlanguages = ["${language}"]\nbase_url = "https://x.example/"\n` +
    '[check]\nno-source = "off"\nno-region = "off"\nno-sector = "off"\n[kinds.organization]\nlabel = "9"\ntitle = "9"\n');
  const file = path.join(here, '../../src/search/snowball', `${SCRIPTS[language]}.js`);
  const each = PLAIN.includes(language) ? WORDS / 5 : WORDS;
  const words = vocabulary(language, fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '', RECORDS * each);
  const ofRecord = at => words.slice(at * each, at * each + each);
  const record = (_, at) => `- id: w${at}\n  name: "${1000 + at}"\n  summary: "7"\n  text: |\n    ${ofRecord(at).join(', ')}\n`;
  fs.writeFileSync(path.join(content, 'words.yaml'), Array.from({ length: RECORDS }, record).join(''));
  execFileSync(atlas, ['build', '--root', folder, '--out', path.join(folder, 'public')], { stdio: 'pipe' });

  const index = path.join(folder, 'public/search', language), head = data(index, 'index');
  const page = vm.createContext({});
  vm.runInContext(core, page);
  const { setRules, indexed } = page.AtlasSearch;
  if (head.stemmer !== undefined) setRules(head.stemmer && data(index, head.stemmer));
  if (STEMMED.includes(language) !== Boolean(head.stemmer)) fail(`${language}: ${head.stemmer}`);
  const size = head.stemmer ? zlib.gzipSync(fs.readFileSync(path.join(index, `${head.stemmer}.js`)), { level: 9 }).length : 0;
  if (size > LARGEST) fail(`${language}: a stemmer of ${size} bytes`);

  const cards = head.cards.shards.flatMap((hash, at) => data(index, `c${at}-${hash}`));
  const terms = new Map(cards.map(([name]) => [name, new Set()]));
  for (const [letter, shards, bits] of [['n', head.names, 5], ['w', head.words, 2]]) {
    for (const [term, text] of table(index, letter, shards)) {
      for (const document of documents(text, bits)) terms.get(cards[document][0]).add(term);
    }
  }
  const accents = table(index, 'a', head.accents || []);
  let pairs = 0;
  for (let at = 0; at < RECORDS; at++) {
    const name = String(1000 + at), found = terms.get(name);
    for (const known of [name, `w${at}`, '7', '9']) found.delete(known);
    const own = ofRecord(at);
    for (const word of own) {
      for (const { term, bare } of indexed(word)) {
        if (!found.has(term)) fail(`${language}: ${word}: the page has ${term}, the index has not`);
        if (bare !== term && !accents.get(bare)?.split(',').includes(term)) fail(`${language}: ${word}: ${bare} does not lead to ${term}`);
        pairs++;
      }
    }
    const page = new Set(own.flatMap(word => indexed(word).map(({ term }) => term)));
    for (const term of found) if (!page.has(term)) fail(`${language}: the index has ${term}, the page has not: ${name}`);
  }
  console.log(`${language}: ${words.length} words, ${pairs} terms${size ? `, a stemmer of ${size} bytes` : ''}`);
}

const SCRIPTS = {
  ar: 'arabic', da: 'danish', de: 'german', el: 'greek', es: 'spanish', fi: 'finnish', fr: 'french', hu: 'hungarian', it: 'italian',
  nb: 'norwegian', nl: 'dutch', pt: 'portuguese', ro: 'romanian', sv: 'swedish', ta: 'tamil', tr: 'turkish',
};

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'atlas-languages-'));
try {
  for (const language of [...STEMMED, ...BUILT_IN, ...PLAIN]) compare(language, path.join(work, language));
} finally {
  fs.rmSync(work, { recursive: true });
}
console.log(failed ? `${failed} differences` : 'no difference');
process.exit(failed ? 1 : 0);
