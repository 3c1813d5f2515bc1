// Search of the atlas, the part without a face: from a query to hits. Loaded by search.js when a reader searches.
//
// The index is made by src/search (its mod.rs tells the files). Everything comes by `<script>`, since from the disk
// there is no `fetch`. What folds and stems words here must do as it does there: tests/search/agree.mjs compares the
// two on a large vocabulary.
'use strict';
(() => {
  // ---- Words -------------------------------------------------------------------------------------------------------

  // Scripts without spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
  const UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3031-\\u3035\\u303b\\u3040-\\u30ff\\u31f0-\\u31ff' +
    '\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua9e0-\\ua9ff\\uaa60-\\uaa7f\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3ffff}';
  const LETTER = '[\\p{Alphabetic}\\p{N}\\p{M}\\u00ad]', CHARACTER = `(?=${LETTER})[${UNSPACED}]\\p{M}*`;
  const WORD = new RegExp(`(?:${CHARACTER})+|(?:(?![${UNSPACED}])${LETTER})+`, 'gu');
  const CHARACTERS = new RegExp(CHARACTER, 'gu');
  const STOP = new Set(('и в во не на с со по для из к ко о об от за при до как что это а но или их его ' +
    'the of and in to for a an on by with at is').split(' '));
  const LATIN = 'aceopxykmtbh', CYRILLIC = 'асеорхукмтвн';
  const PLAIN = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' };

  /** Lower-case letters, one by one, or Σ would become another letter at the end of a word. */
  const lower = word => Array.from(word, letter => letter.toLowerCase()).join('');

  /** The spelling that is compared: lower-case, ё as е, no accents, ß as ss, look-alike letters of one alphabet. */
  function fold(word) {
    let cyrillic = 0, latin = 0;
    const bare = lower(word.normalize('NFKD')).replace(/[\u0300-\u0305\u0307-\u036f\u00ad]/g, '');
    let out = bare.replace(/и\u0306/g, 'й').replace(/\u0306/g, '');
    out = Array.from(out, letter => PLAIN[letter] || letter).join('');
    for (const letter of out) {
      if (letter >= 'а' && letter <= 'я') cyrillic++;
      else if (letter >= 'a' && letter <= 'z') latin++;
    }
    if (!cyrillic || !latin) return out;
    const [from, to] = cyrillic >= latin ? [LATIN, CYRILLIC] : [CYRILLIC, LATIN];
    return Array.from(out, letter => to[from.indexOf(letter)] || letter).join('');
  }

  /** The longest of `endings` that `word` has after `limit`, or ''. */
  function ending(word, limit, endings) {
    let best = '';
    for (const one of endings) {
      if (one.length > best.length && word.length - one.length >= limit && word.endsWith(one)) best = one;
    }
    return best;
  }

  /** Where the region after the first vowel-consonant pair at or after `from` begins (R1 and R2 of Snowball). */
  function region(word, vowels, from) {
    let at = from;
    while (at < word.length && !vowels.includes(word[at])) at++;
    while (at < word.length && vowels.includes(word[at])) at++;
    return Math.min(at + 1, word.length);
  }

  // https://snowballstem.org/algorithms/russian/stemmer.html; endings of the first list follow а or я.
  const list = text => text.split(' ');
  const GERUND = [list('в вши вшись'), list('ив ивши ившись ыв ывши ывшись')];
  const REFLEXIVE = list('ся сь');
  const ADJECTIVE = list('ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею');
  const PARTICIPLE = [list('ем нн вш ющ щ'), list('ивш ывш ующ')];
  const VERB = [list('ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно'),
    list('ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю')];
  const NOUN = list('а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я');

  function russian(word) {
    const vowels = 'аеиоуыэюя';
    let start = 0;
    while (start < word.length && !vowels.includes(word[start])) start++;
    if (start++ >= word.length) return word;
    const second = region(word, vowels, region(word, vowels, 0));
    const cut = endings => { // false when there is no such ending
      const found = ending(word, start, endings);
      if (found) word = word.slice(0, -found.length);
      return found !== '';
    };
    const cutAfter = ([after, free]) => {
      const found = ending(word, start, after.concat(free));
      const before = word.length - found.length - 1;
      if (!found || (!free.includes(found) && !(before >= start && 'ая'.includes(word[before])))) return false;
      word = word.slice(0, -found.length);
      return true;
    };
    if (!cutAfter(GERUND)) {
      cut(REFLEXIVE);
      if (cut(ADJECTIVE)) cutAfter(PARTICIPLE);
      else if (!cutAfter(VERB)) cut(NOUN);
    }
    cut(['и']);
    const noun = ending(word, start, ['ост', 'ость']);
    if (noun && word.length - noun.length >= second) word = word.slice(0, -noun.length);
    const undouble = () => { if (ending(word, start, ['нн'])) word = word.slice(0, -1); };
    if (cut(['ейш', 'ейше'])) undouble();
    else if (!cut(['ь'])) undouble();
    return word;
  }

  const CASES = list('а я о е у ю ы и й ь ой ей ою ею ом ем ам ям ами ями ах ях ов ев ий ый ая яя ое ее ого его ому ему ым им ых их ' +
    'ыми ими ую юю ые ие ия ии ию ием иям иями иях ией ью').concat('');
  const PROBES = list('а ы у ом е ов ой ый ого я ь ю ем ии').concat(''), AFTER_VOWEL = list('й я ю ем е и ев');

  /** The stems of other cases of a folded noun or adjective: Салихов loses more than Салихова, Алтая more than Алтай. */
  function caseStems(word) {
    const bases = new Set(), out = new Set();
    for (const one of CASES) {
      const base = word.slice(0, word.length - one.length);
      if (!word.endsWith(one) || base.length < 2 || !/[аеиоуыэюя]/.test(base)) continue;
      bases.add(base);
      // разработка, разработок; заяц, зайца
      if (one === '') {
        const fleeting = /^(.*)([еоя])([кцнлр])$/.exec(base);
        if (fleeting) for (const between of ['', 'ь', 'й']) bases.add(fleeting[1] + between + fleeting[3]);
      }
      const cluster = /^(.*[^аеиоуыэюяьй])[ьй]?([кцнлр])$/.exec(base);
      if (cluster && base.length > 3) for (const between of 'оея') bases.add(cluster[1] + between + cluster[2]);
    }
    for (const base of bases) {
      for (const one of /[аеиоуыэюя]$/.test(base) ? AFTER_VOWEL : PROBES) out.add(russian(base + one));
    }
    return out;
  }

  // https://snowballstem.org/algorithms/english/stemmer.html
  const pairs = text => new Map(list(text).map(pair => pair.split('=')));
  const WHOLE = pairs('skis=ski skies=sky dying=die lying=lie tying=tie idly=idl gently=gentl ugly=ugli early=earli ' +
    'only=onli singly=singl sky=sky news=news howe=howe atlas=atlas cosmos=cosmos bias=bias andes=andes');
  const KEPT = new Set(list('inning outing canning herring earring proceed exceed succeed'));
  const STEP2 = pairs('tional=tion enci=ence anci=ance abli=able entli=ent izer=ize ization=ize ational=ate ation=ate ' +
    'ator=ate alism=al aliti=al alli=al fulness=ful ousli=ous ousness=ous iveness=ive iviti=ive biliti=ble bli=ble ' +
    'ogi=og fulli=ful lessli=less li=');
  const STEP3 = pairs('tional=tion ational=ate alize=al icate=ic iciti=ic ical=ic ful= ness= ative=');
  const STEP4 = list('al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion');

  function english(word) {
    if (word.length < 3) return word;
    if (WHOLE.has(word)) return WHOLE.get(word);
    const vowels = 'aeiouy'; // a y that is a consonant is written Y
    word = word.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
    const special = /^(gener|commun|arsen)/.exec(word);
    const first = special ? special[0].length : region(word, vowels, 0);
    const second = region(word, vowels, first);
    const has = (end, from) => word.endsWith(end) && word.length - end.length >= from;
    const short = () => /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$/.test(word);

    if (has('sses', 0)) word = word.slice(0, -2);
    else if (/ie[sd]$/.test(word)) word = word.slice(0, word.length > 4 ? -2 : -1);
    else if (/[aeiouy].+s$/.test(word) && !/[us]s$/.test(word)) word = word.slice(0, -1);
    if (KEPT.has(word)) return word;

    const eed = ending(word, 0, ['eed', 'eedly']), ed = ending(word, 0, ['ed', 'edly', 'ing', 'ingly']);
    if (eed) {
      if (word.length - eed.length >= first) word = word.slice(0, -eed.length) + 'ee';
    } else if (ed && /[aeiouy]/.test(word.slice(0, -ed.length))) {
      word = word.slice(0, -ed.length);
      if (/(at|bl|iz)$/.test(word)) word += 'e';
      else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) word = word.slice(0, -1);
      else if (word.length === first && short()) word += 'e';
    }
    if (/.[^aeiouy][yY]$/.test(word)) word = word.slice(0, -1) + 'i';

    const two = ending(word, 0, STEP2.keys());
    if (two && word.length - two.length >= first) {
      const before = word[word.length - two.length - 1];
      if (two === 'li' ? 'cdeghkmnrt'.includes(before) : two !== 'ogi' || before === 'l') {
        word = word.slice(0, -two.length) + STEP2.get(two);
      }
    }
    const three = ending(word, 0, STEP3.keys());
    if (three && word.length - three.length >= (three === 'ative' ? second : first)) {
      word = word.slice(0, -three.length) + STEP3.get(three);
    }
    const four = ending(word, 0, STEP4);
    if (four && word.length - four.length >= second && (four !== 'ion' || /[st]ion$/.test(word))) {
      word = word.slice(0, -four.length);
    }
    if (has('e', second) || has('ll', second - 1) && has('l', second)) word = word.slice(0, -1);
    else if (has('e', first)) {
      const whole = word;
      word = word.slice(0, -1);
      if (short()) word = whole;
    }
    return word.replace(/Y/g, 'y');
  }

  /** How the words of the page's language are stemmed: by its own script, not at all, or by the rules above. */
  let rules = { stop: STOP, byAlphabet: true };

  /** Takes the rules that src/search/stemmer_script.rs writes; '' for a language without an algorithm. */
  function setRules(data) {
    rules = data === '' ? { stop: new Set() } : {
      ...data,
      byAlphabet: true,
      letters: new RegExp(`^[${data.letters}]+$`, 'u'),
      stop: new Set(data.stop.split(' ').map(fold)),
    };
  }

  const LONGEST_WORD = 64;

  /** The term of a word, and that of the word without its accents: the stems by the language or by the alphabet. */
  function stemmed(word, folded = fold(word)) {
    const own = text => rules.stem && text.length <= LONGEST_WORD && rules.letters.test(text) ? fold(rules.stem(text)) : '';
    const bare = own(rules.accented ? folded.normalize('NFC') : folded);
    const replaced = rules.accented ? Array.from(word.normalize('NFC'), letter => rules.replaced[letter] || letter).join('') : '';
    const term = rules.accented ? own(lower(replaced.normalize('NFKC')).normalize('NFC').replace(/\u00ad/g, '')) || bare : bare;
    if (term) return [term, bare || term];
    const kept = !rules.byAlphabet || folded.length > LONGEST_WORD;
    const stem = kept ? folded : /^[а-я]+$/.test(folded) ? russian(folded) : /^[a-z]+$/.test(folded) ? english(folded) : folded;
    return [stem, stem];
  }

  const stem = word => stemmed(word)[0];

  const isUnspaced = new RegExp(`^[${UNSPACED}]`, 'u');

  /** The words of a text with their places; in scripts without spaces every two characters, and the last one alone. */
  function tokens(text) {
    const out = [];
    for (const { 0: run, index } of text.matchAll(WORD)) {
      const characters = isUnspaced.test(run) ? [...run.matchAll(CHARACTERS)] : [];
      if (!characters.length) out.push({ text: run, index });
      characters.forEach(({ 0: one, index: at }, place) =>
        out.push({ text: one + (characters[place + 1]?.[0] ?? ''), index: index + at, first: one.length, rest: place > 0 && place === characters.length - 1 }));
    }
    return out;
  }

  /** The words of a text, folded, with their terms; particles and initials are left out. */
  function indexed(text) {
    return tokens(text).map(token => ({ ...token, word: fold(token.text) })).filter(({ word }) =>
      word && !rules.stop.has(word) && (Array.from(word).length > 1 || /^\p{N}$/u.test(word) || isUnspaced.test(word)))
      .map(token => {
        const [term, bare] = stemmed(token.text, token.word);
        return { ...token, term, bare };
      });
  }

  /** Those of a query. */
  const words = text => indexed(text).filter(token => !token.rest);

  // ---- Other ways to write a word -----------------------------------------------------------------------------------

  const KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", LETTERS = 'йцукенгшщзхъфывапролджэячсмитьбюё';

  /** What the same keys give in the other keyboard layout: rkfcnth → кластер, ьшышы → misis. */
  function otherLayout(text) {
    const cyrillic = /[а-яё]/i.test(text);
    const [from, to] = cyrillic ? [LETTERS, KEYS] : [KEYS, LETTERS];
    return Array.from(text.toLowerCase(), letter => to[from.indexOf(letter)] || letter).join('');
  }

  const TO_CYRILLIC = pairs('shch=щ sch=щ zh=ж kh=х ts=ц tz=ц ch=ч sh=ш yu=ю ju=ю iu=ю ya=я ja=я ia=я yo=е jo=е ye=е je=е ' +
    "ck=к ph=ф iy=ий yy=ый a=а b=б c=к d=д e=е f=ф g=г h=х i=и j=й k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у v=в w=в " +
    "x=кс y=ы z=з");
  const TO_LATIN = pairs('а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ' +
    'ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya');

  /** Folded spellings of a folded word in the other alphabet, the likeliest first. */
  function transliterations(word) {
    const found = [];
    if (/^[a-z]+$/.test(word)) {
      let out = '';
      // zaitsev, sergey: i or y after a vowel is й; dmitry, skolkovsky: y at the end is ий.
      const text = word.replace(/([aeou])[iy](?![aeiou])/g, '$1j').replace(/([^aeiouy])y$/, '$1iy');
      for (let at = 0; at < text.length;) {
        let size = 4;
        while (size > 1 && !TO_CYRILLIC.has(text.substr(at, size))) size--;
        out += TO_CYRILLIC.get(text.substr(at, size)) || '';
        at += size;
      }
      found.push(out, out.replace(/(^|и)е/g, '$1э'), out.replace(/к(?=[еи])/g, 'ц'), out.replace(/х/g, 'г'));
    } else if (/^[а-я]+$/.test(word)) {
      const latin = Array.from(word.replace(/[иы]й$/, 'y'), letter => TO_LATIN.get(letter) ?? letter).join('');
      found.push(latin, latin.replace(/kh/g, 'h'), latin.replace(/k/g, 'c'), latin.replace(/y(?=[aou])/g, 'i'), latin.replace(/ks/g, 'x'));
    }
    return [...new Set(found)].filter(other => other && other !== word);
  }

  /** Folded spellings of a word whose letters are written as two, or the other way round: Foerderung, Förderung. */
  function digraphs({ text, word }) {
    const pairs = rules.digraphs || [], small = lower(text.normalize('NFC'));
    const one = pairs.reduce((out, [, folded, two]) => out.replaceAll(two, folded), word);
    const two = fold(pairs.reduce((out, [letter, , two]) => out.replaceAll(letter, two), small));
    return [one, two].filter(other => other !== word);
  }

  /**
   * Mistakes between `typed` and `term` (a letter wrong, missing, extra, or two swapped), or more than `most`.
   * With `open`, letters of `term` after the end of `typed` are not counted: the word is still being typed.
   */
  function mistakes(typed, term, most, open) {
    if (!open && Math.abs(typed.length - term.length) > most || term.length < typed.length - most) return most + 1;
    let before = [], row = Array.from({ length: term.length + 1 }, (_, at) => at), last = [];
    for (let i = 1; i <= typed.length; i++) {
      [before, last, row] = [last, row, [i]];
      let least = i;
      for (let j = 1; j <= term.length; j++) {
        const same = typed[i - 1] === term[j - 1];
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && typed[i - 1] === term[j - 2] && typed[i - 2] === term[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
    }
    return open ? Math.min(...row.slice(Math.max(0, typed.length - most))) : row[term.length];
  }

  globalThis.AtlasSearch = { words, fold, indexed, setRules, digraphs, otherLayout, transliterations, mistakes };
  if (typeof document === 'undefined') return; // a test outside a browser

  // ---- The index -----------------------------------------------------------------------------------------------------

  const { root = '', language = 'ru' } = document.querySelector('script[data-core]').dataset;
  const folder = root + 'search/';
  const waiting = new Map(); // name → what to call with the data of that script
  window.atlasSearch = (name, data) => waiting.get(name)?.(data);

  const loads = new Map();

  /** The data of the script of that name; each is loaded once. */
  function load(name, again = '') {
    if (!loads.has(name)) {
      loads.set(name, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        waiting.set(name, resolve);
        script.onload = () => { waiting.delete(name); reject(new Error(name)); }; // too late when resolved
        script.onerror = script.onload;
        script.src = folder + name + '.js' + again;
        document.head.append(script);
        script.addEventListener('load', () => script.remove());
      }));
      loads.get(name).catch(() => loads.delete(name));
    }
    return loads.get(name);
  }

  const DIGIT = new Map(Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_', (c, at) => [c.charCodeAt(0), at]));

  /** The numbers of a text: five bits a character, the lowest first, the upper half says that more follow. */
  function numbers(text) {
    const out = [];
    for (let at = 0, number = 0, shift = 0; at < text.length; at++) {
      const digit = DIGIT.get(text.charCodeAt(at));
      number += (digit & 31) * 2 ** shift;
      if (digit > 31) shift += 5;
      else { out.push(number); number = shift = 0; }
    }
    return out;
  }

  function runs(text) {
    const out = [], all = numbers(text);
    for (let at = 0; at < all.length; at++) {
      const value = all[at] >> 1;
      out.push(value);
      if (all[at] & 1) for (let more = all[++at]; more > 0; more--) out.push(value);
    }
    return out;
  }

  /** A table of terms, cut into shards by term. */
  class Table {
    constructor(letter, shards, bits) {
      Object.assign(this, { letter, shards, bits, opened: new Map() });
    }

    /** The numbers of the shards that may hold terms from `from` to `to`. */
    range(from, to) {
      let low = 0;
      while (low + 1 < this.shards.length && this.shards[low + 1][0] <= from) low++;
      let high = low;
      while (high + 1 < this.shards.length && this.shards[high + 1][0] <= to) high++;
      return Array.from({ length: this.shards.length ? high - low + 1 : 0 }, (_, at) => low + at);
    }

    /** Its terms in order, each with its postings where the table has any. */
    async shard(number) {
      if (!this.opened.has(number)) {
        const text = await load(`${language}/${this.letter}${number}-${this.shards[number][1]}`);
        const parts = text.split(' '), entries = [];
        for (let at = 0; at < parts.length; at += this.bits ? 2 : 1) entries.push({ term: parts[at], text: parts[at + 1] });
        this.opened.set(number, entries);
      }
      return this.opened.get(number);
    }

    /** Entries from `from` to `to`, from at most `most` shards. */
    async between(from, to, most) {
      const shards = await Promise.all(this.range(from, to).slice(0, most).map(number => this.shard(number)));
      return shards.flat().filter(entry => entry.term >= from && entry.term <= to);
    }

    async exact(term) {
      return (await this.between(term, term, 1))[0];
    }

    prefix(prefix, most) {
      return this.between(prefix, prefix + '\uffff', most);
    }

    /** Calls `each(document, grade)` for the documents of an entry and returns how many there are. */
    visit(entry, each) {
      entry.postings ||= numbers(entry.text);
      let document = 0;
      for (const posting of entry.postings) {
        document += posting >>> this.bits;
        each(document, posting & ((1 << this.bits) - 1));
      }
      return entry.postings.length;
    }
  }

  let opening;

  /** The index of the page's language, opened at the first query. */
  function open() {
    opening ||= load(language + '/index').then(async data => {
      if (data.stemmer !== undefined) setRules(data.stemmer && await load(`${language}/${data.stemmer}`));
      return {
        ...data,
        names: new Table('n', data.names, 5),
        words: new Table('w', data.words, 2),
        endings: new Table('e', data.endings, 0),
        accents: new Table('a', data.accents || [], 1),
      };
    });
    opening.catch(() => { opening = undefined; });
    return opening;
  }

  /** The site was published anew under an open page: its shards have other names now. */
  function reopen() {
    for (const name of loads.keys()) loads.delete(name);
    opening = load(language + '/index', '?' + Date.now()).then(() => { opening = undefined; return open(); });
    return opening;
  }

  async function facets(index) {
    const data = await load(`${language}/${index.facets}`);
    data.documents ||= (() => {
      const regions = runs(data.regionsOf), sectors = runs(data.sectorsOf);
      return runs(data.kindOf).map((kind, at) => ({
        kind: [kind],
        region: data.regionSets[regions[at]].slice(1),
        sector: data.sectorSets[sectors[at]].slice(1),
        own: data.regionSets[regions[at]][0],
      }));
    })();
    return data;
  }

  async function card(index, number) {
    const { each, shards } = index.cards, at = Math.floor(number / each);
    const [name, url, aliases, place, status] = (await load(`${language}/c${at}-${shards[at]}`))[number % each];
    return { number, name, url: root + url, aliases: aliases || [], status, place: numbers(place) };
  }

  let ranges = location.protocol.startsWith('http');

  /** Summary and text of a card, a line each sentence or more; by its place in the file where the server can do so. */
  async function text(index, card) {
    const { each, shards } = index.texts, at = Math.floor(card.number / each);
    const name = `${language}/t${at}-${shards[at]}`;
    if (ranges && shards.length > 4 && !loads.has(name)) {
      const start = `atlasSearch("${name}",`.length + card.place[0];
      const range = `bytes=${start}-${start + card.place[1] - 1}`;
      const answer = await fetch(folder + name + '.js', { headers: { Range: range } }).catch(() => null);
      if (answer?.status === 206) return JSON.parse(await answer.text());
      answer?.body?.cancel();
      ranges = false;
    }
    return (await load(name))[card.number % each];
  }

  // ---- From a query to documents --------------------------------------------------------------------------------------

  /** The terms that a word may mean: term → {weight, names: entry, words: entry}. */
  class Meanings extends Map {
    add(table, entry, weight) {
      if (!entry) return;
      const known = this.get(entry.term) || { weight: 0 };
      known.weight = Math.max(known.weight, weight);
      known[table.letter] = entry;
      this.set(entry.term, known);
    }
  }

  async function addTerm(index, meanings, term, weight, tables = [index.names, index.words]) {
    await Promise.all(tables.map(async table => meanings.add(table, await table.exact(term), weight)));
  }

  /** The terms that are written with accents, for the term of a word without. */
  async function addAccented(index, meanings, bare, weight) {
    const entry = await index.accents.exact(bare);
    if (entry) await Promise.all(entry.text.split(',').map(term => addTerm(index, meanings, term, weight)));
  }

  /** Longer words count less: «кл» is more likely «клуб» than «классификация». */
  async function addPrefix(index, meanings, word, weight) {
    const room = [[index.names, 3, 2], [index.words, 2, 3]];
    await Promise.all(room.map(async ([table, most, least]) => {
      if (word.length < least && !isUnspaced.test(word)) return;
      const entries = (await table.prefix(word, most)).sort((a, b) => a.term.length - b.term.length).slice(0, 40);
      for (const entry of entries) meanings.add(table, entry, weight * (word.length / entry.term.length) ** 0.3);
    }));
  }

  /**
   * Terms of at most `most` mistakes, the nearest only. A mistake leaves the first or the last half of a word whole.
   * A stem of four letters is near to too many others: it is looked for among names alone.
   */
  async function addNear(index, meanings, word, most, weight, typing, typed = stem(word)) {
    // A mistake may hide the ending from the stemmer: then the word without its last vowels is nearer.
    const bare = word.replace(/[аеиоуыэюяьй]+$/, '');
    if (typed.length < 4) return;
    const half = Math.ceil(typed.length / 2), long = typed.length > 4;
    const start = typed.slice(0, half), backwards = Array.from(typed).reverse().join('').slice(0, half);
    const few = index.names.shards.length < 4;
    const [names, texts, ends] = await Promise.all([
      few ? index.names.prefix('', 4) : index.names.prefix(start, 2),
      long ? index.words.prefix(start, 2) : [],
      long ? index.endings.prefix(backwards, 2) : [],
    ]);
    const far = new Map();
    const consider = (term, enough) => { // letters enough for two mistakes
      const allowed = Math.min(most, typed.length < enough ? 1 : 2);
      if (term.length < 4 || /\p{N}/u.test(term) || far.has(term)) return;
      let count = mistakes(typed, term, allowed, false);
      if (count > allowed && bare.length > 3) count = mistakes(bare, term, allowed, false);
      if (count > allowed && typing && word.length > 5) count = mistakes(word, term, 1, true) + 0.5;
      if (count <= Math.max(allowed, 1.5)) far.set(term, count);
    };
    for (const entry of names) consider(entry.term, 8);
    for (const entry of texts) consider(entry.term, 10);
    for (const entry of ends) consider(Array.from(entry.term).reverse().join(''), 10);
    const least = Math.min(...far.values());
    const nearest = [...far].filter(([, count]) => count === least).slice(0, 6);
    await Promise.all(nearest.flatMap(([term]) => [index.names, index.words].map(async table =>
      meanings.add(table, await table.exact(term), weight / (1 + least)))));
  }

  /** What a word of the query may mean, the surer ways first; typing mistakes are looked for when there is nothing else. */
  async function meaningsOf(index, asked, typing) {
    const meanings = new Meanings(), { word, term, bare } = asked;
    meanings.one = asked.text.length === asked.first; // one character of a script without spaces
    const others = transliterations(word), latin = /^[a-z]+$/.test(word), respelled = digraphs(asked);
    const cases = rules.byAlphabet && /^[а-я]+$/.test(word) ? [...caseStems(word)].filter(other => other.length > 1 && other !== term) : [];
    const open = typing || isUnspaced.test(word); // of a script without spaces one character is asked for
    await Promise.all([
      addTerm(index, meanings, term, 1),
      bare !== term && addTerm(index, meanings, bare, 0.95),
      addAccented(index, meanings, bare, 0.95),
      ...respelled.map(other => addTerm(index, meanings, stem(other), 0.9)),
      ...respelled.map(other => typing && addPrefix(index, meanings, other, 0.7)),
      ...cases.map(other => addTerm(index, meanings, other, 0.85)),
      open && addPrefix(index, meanings, word, 0.75),
      ...others.slice(0, 3).map(other => addTerm(index, meanings, stem(other), 0.9, latin ? undefined : [index.names])),
      typing && latin && word.length > 2 && addPrefix(index, meanings, others[0], 0.6),
    ]);
    if (!meanings.size) await Promise.all(others.map(other => addTerm(index, meanings, stem(other), 0.8)));
    if (!meanings.size) await addPrefix(index, meanings, word, 0.6);
    // An algorithm may cut one form of a word more than another: Ministerien, Ministerium; préstamos, préstamo.
    if (!meanings.size && rules.stem) await addPrefix(index, meanings, term, 0.5);
    for (let end = term.length - 1; rules.stem && !meanings.size && end > 4 && end > term.length - 3; end--) {
      await addTerm(index, meanings, term.slice(0, end), 0.5);
    }
    return meanings;
  }

  /** The words of a query, each with its meanings; a piece in the wrong keyboard layout is read in the right one. */
  async function read(index, query) {
    const pieces = query.trim().split(/\s+/);
    const slots = await Promise.all(pieces.map(async (piece, at) => {
      const typing = at === pieces.length - 1 && !/\s$/.test(query);
      const meant = text => Promise.all(words(text).map(async (asked, at, all) =>
        ({ ...asked, meanings: await meaningsOf(index, asked, typing && at === all.length - 1) })));
      const complete = slots => slots.length > 0 && slots.every(slot => slot.meanings.size);
      const own = await meant(piece);
      if (complete(own) && !/[a-z][[\];',.`]+[a-z]/i.test(piece)) return own; // nt[yjkjubz is not two words
      const other = otherLayout(piece);
      // Words of two letters fit anything; and a Latin word has no keys for brackets or commas in it.
      if (words(other).some(({ word }) => word.length > 2) && !(/[а-яё]/i.test(piece) && /[[\];',.`]/.test(other))) {
        const switched = await meant(other);
        if (complete(switched)) return switched;
      }
      await Promise.all(own.filter(slot => !slot.meanings.size).map(async ({ word, term, meanings }) => {
        await addNear(index, meanings, word, 2, 0.7, typing, term);
        const guess = transliterations(word)[0];
        if (!meanings.size && guess?.length > 4) await addNear(index, meanings, guess, 1, 0.6, typing);
        if (!meanings.size && words(other).length === 1 && word.length > 5) await addNear(index, meanings, words(other)[0].word, 1, 0.5, false);
      }));
      return own;
    }));
    return slots.flat();
  }

  const IN_TEXT = [1, 1.5, 2, 3.2];

  /**
   * Documents for a query, best first: `{hits: [number], unknown: [word], terms: [Set]}`.
   *
   * A word in a name that the query may fill counts most, then an alias, a longer name, summary and labels, the text;
   * rare words more than frequent ones; a name that is wholly in the query, and the query in it, goes first. All words
   * first; where that gives little, documents with most of them follow.
   */
  async function find(index, query) {
    const slots = await read(index, query), known = slots.filter(slot => slot.meanings.size);
    // document → score, covered part of a name, matched words, their weight, weight of those in names
    const scores = new Map();
    let whole = 0;
    known.forEach(({ meanings }) => {
      const best = new Map(); // document → [score, cover] of this word
      let weighty = 0;
      for (const { weight, n, w } of meanings.values()) {
        const documents = (n ? index.names.visit(n, () => {}) : 0) + (w ? index.words.visit(w, () => {}) : 0);
        const rare = 0.3 + 0.7 * Math.log(1 + index.documents / documents) / Math.log(1 + index.documents);
        weighty = Math.max(weighty, rare);
        const keep = (document, score, cover) => {
          const held = best.get(document);
          if (!held || held[0] < score) best.set(document, [score, Math.max(cover, held ? held[1] : 0)]);
        };
        if (n) index.names.visit(n, (document, grade) => {
          const share = 1 / ((grade >> 2) + 1), fits = Math.min(1, share * known.length);
          keep(document, weight * rare * 12 * (0.35 + 0.65 * fits) * (grade & 1 ? 0.92 : 1) * (grade & 2 ? 0.95 : 1), weight * share);
        });
        if (w) index.words.visit(w, (document, grade) => keep(document, weight * rare * IN_TEXT[grade], 0));
      }
      whole += weighty;
      for (const [document, [score, cover]] of best) {
        const sum = scores.get(document) || [0, 0, 0, 0, 0];
        scores.set(document, [sum[0] + score, sum[1] + cover, sum[2] + 1, sum[3] + weighty, sum[4] + (cover ? weighty : 0)]);
      }
    });
    const ranked = Array.from(scores, ([document, [score, cover, matched, weight, named]]) => ({
      document,
      all: matched === known.length,
      part: weight / whole,
      score: score * (weight / whole) ** 2 + 10 * Math.min(1, cover) ** 3 * (named / whole) ** 2,
    })).sort((a, b) => b.all - a.all || b.score - a.score || a.document - b.document);
    const complete = ranked.filter(hit => hit.all).length;
    const hits = complete > 9 ? ranked.slice(0, complete) : ranked.filter(hit => hit.all || hit.part > (complete ? 0.5 : 0.3));
    return {
      hits: hits.map(hit => hit.document),
      unknown: slots.filter(slot => !slot.meanings.size).map(slot => slot.word),
      terms: known.map(slot => slot.meanings),
    };
  }

  // ---- What is shown of a hit -------------------------------------------------------------------------------------------

  /** The pieces of a text, `[text, marked]` each. */
  function mark(text, terms) {
    const pieces = [];
    let after = 0;
    for (const { text: word, index, first } of tokens(text)) {
      const term = stem(word), found = terms.filter(meanings => meanings.has(term));
      const end = index + (found.every(meanings => meanings.one) ? first : word.length);
      if (end <= after || !found.length) continue;
      if (index > after) pieces.push([text.slice(after, index), false]);
      if (index < after) pieces.at(-1)[0] += text.slice(after, end); // two pairs of characters
      else pieces.push([text.slice(index, end), true]);
      after = end;
    }
    if (after < text.length) pieces.push([text.slice(after), false]);
    return pieces;
  }

  const SENTENCE = /(?<=[^\s.]{3}[.!?…]["»)]*)\s+(?=["«(—–-]*[\p{Lu}\p{N}])|(?<=[。！？])|\n+/u;
  const LONGEST = 240;

  /** The sentence with the most words of the query, cut around the first of them where it is long. */
  function snippet(text, terms) {
    let best, most = -1;
    for (const sentence of text.split(SENTENCE)) {
      if (!sentence.trim()) continue;
      const found = tokens(sentence).map(({ text }) => stem(text));
      const count = terms.filter(meanings => found.some(term => meanings.has(term))).length;
      if (count > most) [best, most] = [sentence.trim(), count];
    }
    if (!best) return [];
    if (best.length > LONGEST) {
      const first = mark(best, terms).findIndex(([, marked]) => marked);
      const place = mark(best, terms).slice(0, Math.max(0, first)).reduce((sum, [piece]) => sum + piece.length, 0);
      let start = Math.max(0, Math.min(place - 60, best.length - LONGEST));
      // Where there are spaces, not within a word.
      if (start > 0 && best.slice(start, start + LONGEST / 4).includes(' ')) start = best.indexOf(' ', start) + 1;
      let end = Math.min(best.length, start + LONGEST);
      if (end < best.length && best.slice(end - LONGEST / 4, end).includes(' ')) end = best.lastIndexOf(' ', end);
      best = (start > 0 ? '… ' : '') + best.slice(start, end) + (end < best.length ? ' …' : '');
    }
    return mark(best, terms);
  }

  /** Calls `work` with the index; once more with a fresh one when a shard is gone, since the site was published anew. */
  async function withIndex(work) {
    try {
      return await work(await open());
    } catch {
      return work(await reopen());
    }
  }

  Object.assign(globalThis.AtlasSearch, {
    strings: async () => (await withIndex(async index => index)).strings,
    find: query => withIndex(async index => ({ ...(await find(index, query)), facets: await facets(index) })),
    cards: documents => withIndex(index => Promise.all(documents.map(number => card(index, number)))),
    snippet: (card, terms) => withIndex(async index => snippet(await text(index, card), terms)),
    mark,
  });
})();
