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
  const ALIKE = new RegExp(`^[\\d${CYRILLIC}]+$`);
  const PLAIN = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' };

  /** Lower-case letters, one by one, or Σ would become another letter at the end of a word. */
  const lower = word => Array.from(word, letter => letter.toLowerCase()).join('');

  /** Replaces the letters of one list by those of another. */
  const replaced = (word, from, to) => Array.from(word, letter => to[from.indexOf(letter)] || letter).join('');

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
    if (cyrillic && latin) out = cyrillic >= latin ? replaced(out, LATIN, CYRILLIC) : replaced(out, CYRILLIC, LATIN);
    return /\d/.test(out) && ALIKE.test(out) ? replaced(out, CYRILLIC, LATIN) : out; // 1С, Х5
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

  /** «НИИ» would be left as «н», and «НИУ» as «ни». */
  function russianStem(word) {
    const stem = russian(word);
    return stem.length < 2 || /^.[аеиоуыэюя]$/.test(stem) ? word : stem;
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
      for (const one of /[аеиоуыэюя]$/.test(base) ? AFTER_VOWEL : PROBES) {
        // What loses more is a verb for the algorithm.
        const stem = russianStem(base + one);
        if (one === '' && stem.length > 2 || stem.length >= base.length - (base.length > 5 ? 2 : 1)) out.add(stem);
      }
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
    const stem = kept ? folded : /^[а-я]+$/.test(folded) ? russianStem(folded) : /^[a-z]+$/.test(folded) ? english(folded) : folded;
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

  /** The words of a text, folded, with their terms; particles and initials are left out, acronyms in capitals are not. */
  function indexed(text) {
    const all = tokens(text).map(token => ({ ...token, word: fold(token.text) })).filter(({ word }) => word);
    return all.flatMap(token => {
      const { word, text } = token;
      if (rules.stop.has(word)) return /^\p{Lu}{2,}$/u.test(text) ? [{ ...token, term: word, bare: word, acronym: true }] : [];
      if (Array.from(word).length < 2 && !/^\p{N}$/u.test(word) && !isUnspaced.test(word)) return [];
      const [term, bare] = stemmed(text, word);
      return [{ ...token, term, bare }];
    });
  }

  /** Those of a query. */
  const words = text => indexed(text).filter(token => !token.rest);

  // ---- Terms of several words: numbers with spaces, R&D, C++, C.N.R.S., К-2 (src/search/compounds.rs) ---------------------

  const isDigits = text => /^[0-9]+$/.test(text), isLetter = text => /^\p{Alphabetic}$/u.test(text);
  const BETWEEN_DIGITS = /^([ \u00a0\u2009\u202f()\-\u2011.,/'’]|[ \u00a0\u2009\u202f]\(|\)[ \u00a0\u2009\u202f-])$/;

  function link(one, between, other) {
    if (isDigits(one) && isDigits(other)) return BETWEEN_DIGITS.test(between) ? 'number' : '';
    if (between === '&' || between === ' & ') return 'ampersand';
    if (between === '.') return isLetter(one) && isLetter(other) ? 'point' : '';
    const short = text => isLetter(text) || /[0-9]/.test(text);
    return /^[-\u2010-\u2015\u2212]$/.test(between) && (short(one) || short(other)) ? 'hyphen' : '';
  }

  const phone = digits => isDigits(digits) && digits.length > 9 && digits.length < 25 ? ['+' + digits.slice(-9)] : [];

  /** `[{terms, index, end, kind}]`; terms of hyphens and points are stemmed like words. */
  function compounds(text) {
    const all = tokens(text), out = [];
    const end = token => token.index + token.text.length;
    for (let first = 0; first < all.length;) {
      let last = first, kind = '';
      for (; last + 1 < all.length; last++) {
        const next = link(all[last].text, text.slice(end(all[last]), all[last + 1].index), all[last + 1].text);
        if (!next || kind && next !== kind) break;
        kind = next;
      }
      const parts = all.slice(first, last + 1).map(token => token.text), whole = { index: all[first].index, end: end(all[last]), kind };
      const joined = parts.join('');
      if (kind === 'number' && joined.length < 25) out.push({ ...whole, terms: [...phone(joined), joined] });
      else if (kind === 'ampersand' && parts.length <= 12) out.push({ ...whole, terms: [parts.map(fold).join('&')] });
      else if (kind === 'point' && parts.length <= 12) out.push({ ...whole, terms: indexed(joined).map(({ term }) => term), word: joined });
      else if (kind === 'hyphen') {
        for (let at = 1; at < parts.length; at++) {
          const word = parts[at - 1] + parts[at];
          out.push({ index: all[first + at - 1].index, end: end(all[first + at]), kind, terms: indexed(word).map(({ term }) => term), word });
        }
      } else if (!kind && phone(parts[0]).length) out.push({ ...whole, kind: 'number', terms: phone(parts[0]) });
      const next = Math.max(last, first + 1);
      for (const token of all.slice(first, next)) {
        const sign = /^(\+\+|#)(?![\p{Alphabetic}\p{N}+#])/u.exec(text.slice(end(token)))?.[1];
        if (sign && /^\p{Alphabetic}{1,4}$/u.test(token.text)) {
          out.push({ index: token.index, end: end(token) + sign.length, kind: 'sign', terms: [fold(token.text) + sign] });
        }
      }
      first = next;
    }
    return out;
  }

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

  const VOWELS = 'аеёиоуыэюяaeiouy', SOUNDS = list('бп вф дт зс гк жш шщ чщ цс мн цз вг bp vf dt zs gk ck cs mn vw xz');
  const FIRST = 0.75, OTHER = 1.5; // what a mistake in the first letter, and a letter of another sound, cost more

  /** What it costs to write one letter instead of another. */
  const wrong = (one, other) => one === other ? 0 :
    VOWELS.includes(one) && VOWELS.includes(other) || SOUNDS.some(pair => pair.includes(one) && pair.includes(other)) ? 1 : OTHER;

  /**
   * Mistakes between `typed` and `term` (a letter wrong, missing, extra, or two swapped), or more than `most`.
   * With `open`, letters of `term` after the end of `typed` are not counted: the word is still being typed.
   */
  function mistakes(typed, term, most, open) {
    if (!open && Math.abs(typed.length - term.length) > most || term.length < typed.length - most) return most + 1;
    const extra = at => at === 1 ? 1 + FIRST : 1;
    let before = [], row = [0], last = [];
    for (let j = 1; j <= term.length; j++) row.push(row[j - 1] + extra(j));
    for (let i = 1; i <= typed.length; i++) {
      [before, last, row] = [last, row, [row[0] + extra(i)]];
      let least = row[0];
      for (let j = 1; j <= term.length; j++) {
        const letter = wrong(typed[i - 1], term[j - 1]);
        let cost = Math.min(last[j] + extra(i), row[j - 1] + extra(j), last[j - 1] + letter + (letter && i === 1 && j === 1 ? FIRST : 0));
        if (i > 1 && j > 1 && typed[i - 1] === term[j - 2] && typed[i - 2] === term[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
    }
    return open ? Math.min(...row.slice(Math.max(0, typed.length - most))) : row[term.length];
  }

  globalThis.AtlasSearch = { words, fold, indexed, compounds, caseStems, setRules, digraphs, otherLayout, transliterations, mistakes };
  if (typeof document === 'undefined') return; // a test outside a browser

  // ---- The index -----------------------------------------------------------------------------------------------------

  const { root = '', language = document.documentElement.lang } = document.querySelector('script[data-core]').dataset;
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

  const DIGIT = new Uint8Array(128);
  Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_', (c, at) => { DIGIT[c.charCodeAt(0)] = at; });

  /** The numbers of a text: five bits a character, the lowest first, the upper half says that more follow. */
  function numbers(text) {
    const out = [];
    for (let at = 0, number = 0, shift = 0; at < text.length; at++) {
      const digit = DIGIT[text.charCodeAt(at)];
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

    /** How many documents an entry has. */
    size(entry) {
      entry.postings ||= numbers(entry.text);
      return entry.postings.length;
    }

    /** Calls `each(document, grade)` for the documents of an entry. */
    visit(entry, each) {
      entry.postings ||= numbers(entry.text);
      let document = 0;
      for (const posting of entry.postings) {
        document += posting >>> this.bits;
        each(document, posting & ((1 << this.bits) - 1));
      }
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
        synonyms: new Map((data.synonyms || '').split('\n').filter(Boolean).map(line => {
          const [key, meanings] = line.split('=');
          return [key, meanings.split('|').map(meaning => meaning.split(' '))];
        })),
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
        own: { region: data.regionSets[regions[at]][0], sector: data.sectorSets[sectors[at]][0] },
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

  /** The terms that a word may mean: term → {weight, n: entry, w: entry}; and phrases, which mean all of their terms. */
  class Meanings extends Map {
    phrases = [];

    add(table, entry, weight) {
      if (!entry) return;
      const known = this.get(entry.term) || { weight: 0 };
      known.weight = Math.max(known.weight, weight);
      known[table.letter] = entry;
      this.set(entry.term, known);
    }

    get found() {
      return this.size + this.phrases.length > 0;
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

  /** The phrases of synonyms: one term is a meaning like others, more are a phrase. */
  async function addSynonyms(index, meanings, keys) {
    const phrases = keys.flatMap(key => index.synonyms.get(key) || []);
    await Promise.all(phrases.map(async terms => {
      if (terms.length === 1) return addTerm(index, meanings, terms[0], 0.85);
      const parts = await Promise.all(terms.map(async term => ({ n: await index.names.exact(term), w: await index.words.exact(term) })));
      if (parts.every(part => part.n || part.w)) meanings.phrases.push({ terms, parts, weight: 0.85 });
    }));
  }

  /**
   * Terms of at most `most` mistakes, the nearest only. A mistake leaves the first or the last half of a word whole.
   * A short stem is near to too many others: it is looked for among names alone.
   */
  async function addNear(index, meanings, word, most, weight, typing, typed = stem(word)) {
    // A mistake may hide the ending from the stemmer: then the word without its last vowels is nearer.
    const bare = word.replace(/[аеиоуыэюяьй]+$/, '');
    if (typed.length < 4) return;
    const half = Math.ceil(typed.length / 2), long = typed.length > 6;
    const start = typed.slice(0, half), backwards = Array.from(typed).reverse().join('').slice(0, half);
    const few = index.names.shards.length < 4;
    const [names, texts, ends] = await Promise.all([
      few ? index.names.prefix('', 4) : index.names.prefix(start, 2),
      long ? index.words.prefix(start, 2) : [],
      typed.length > 4 ? index.endings.prefix(backwards, 2) : [],
    ]);
    const whole = new Map(), open = new Map();
    const consider = (term, enough) => { // letters enough for two mistakes
      const size = typed.length, allowed = most < 2 || size < enough ? 1 : size < 12 ? 2 : 3;
      if (term.length < 4 || /\p{N}/u.test(term) || whole.has(term)) return;
      let count = mistakes(typed, term, allowed, false);
      if (count > allowed && bare.length > 4) count = mistakes(bare, term, allowed, false);
      // «Командир» is another word than «команда», and not a mistake in it.
      if (count > 1 && typed.startsWith(term)) return;
      if (count <= allowed) whole.set(term, count);
      else if (typing && word.length > 6 && mistakes(word, term, 1, true) <= 1) open.set(term, 1.5);
    };
    for (const entry of names) consider(entry.term, 8);
    for (const entry of texts) consider(entry.term, 10);
    for (const entry of ends) consider(Array.from(entry.term).reverse().join(''), long ? 10 : 99);
    // A word that is still typed may be corrected in both ways: a further word must not find more.
    for (const far of [whole, open]) {
      const least = Math.min(...far.values());
      const nearest = [...far].filter(([, count]) => count === least).slice(0, 6);
      const tables = long ? [index.names, index.words] : [index.names];
      await Promise.all(nearest.flatMap(([term]) => tables.map(async table => meanings.add(table, await table.exact(term), weight / (1 + least)))));
    }
  }

  /**
   * What a word of the query may mean, the surer ways first; typing mistakes are looked for when there is nothing else.
   * A word that is still typed means all that it would mean if it were whole.
   */
  async function meaningsOf(index, asked, typing) {
    const meanings = new Meanings(), { word, term, bare } = asked;
    meanings.one = asked.text.length === asked.first; // one character of a script without spaces
    if (asked.acronym) {
      await addTerm(index, meanings, term, 1);
      return meanings;
    }
    const others = transliterations(word), latin = /^[a-z]+$/.test(word), respelled = digraphs(asked);
    const cyrillic = rules.byAlphabet && /^[а-я]+$/.test(word);
    const cases = cyrillic ? [...caseStems(word)].filter(other => other.length > 1 && other !== term) : [];
    await Promise.all([
      addTerm(index, meanings, term, 1),
      bare !== term && addTerm(index, meanings, bare, 0.95),
      addAccented(index, meanings, bare, 0.95),
      ...respelled.map(other => addTerm(index, meanings, stem(other), 0.9)),
      ...cases.map(other => addTerm(index, meanings, other, 0.85)),
      ...others.slice(0, 3).map(other => addTerm(index, meanings, stem(other), 0.9, latin ? undefined : [index.names])),
      ...lookAlikes(word).map(other => addTerm(index, meanings, stem(other), 0.8)),
      addSynonyms(index, meanings, [...new Set([term, bare, ...cases])]),
    ]);
    if (!meanings.found) await Promise.all(others.map(other => addTerm(index, meanings, stem(other), 0.8)));
    if (!meanings.found) await addPrefix(index, meanings, word, 0.6);
    // An algorithm may cut one form of a word more than another: Ministerien, Ministerium; préstamos, préstamo.
    if (!meanings.found && rules.stem) await addPrefix(index, meanings, term, 0.5);
    for (let end = term.length - 1; rules.stem && !meanings.found && end > 4 && end > term.length - 3; end--) {
      await addTerm(index, meanings, term.slice(0, end), 0.5);
    }
    // Of a script without spaces one character is asked for.
    if (typing || isUnspaced.test(word)) await Promise.all([
      addPrefix(index, meanings, word, 0.75),
      ...respelled.map(other => typing && addPrefix(index, meanings, other, 0.7)),
      typing && latin && word.length > 2 && others.length && addPrefix(index, meanings, others[0], 0.6),
    ]);
    return meanings;
  }

  /** A word of look-alike letters in the other alphabet: MTC, Х. */
  function lookAlikes(word) {
    const all = list => Array.from(word).every(letter => list.includes(letter));
    return all(LATIN) ? [replaced(word, LATIN, CYRILLIC)] : all(CYRILLIC) ? [replaced(word, CYRILLIC, LATIN)] : [];
  }

  /** What a term of several words means. */
  async function meaningsOfTerms(index, terms, tables) {
    const meanings = new Meanings();
    await Promise.all(terms.map((term, at) => addTerm(index, meanings, term, at ? 0.98 : 1, tables)));
    return meanings;
  }

  /** A day that is written otherwise: 21.02.2017 as 20170221. */
  function isoDigits(text) {
    const [, one, sign, other, year] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) || [];
    const two = part => part.padStart(2, '0');
    return year ? [year + two(other) + two(one), ...(sign === '/' ? [year + two(one) + two(other)] : [])] : [];
  }

  const isDate = text => /^\d{4}-\d{2}(-\d{2})?$/.test(text) || isoDigits(text).length > 0;

  /** The terms of several words in a query that the index has, or that mean nothing in their parts. */
  async function readCompounds(index, query) {
    const read = await Promise.all(compounds(query).filter(({ kind }) => kind !== 'hyphen').map(async ({ terms, kind, index: at, end }) => {
      const text = query.slice(at, end), meanings = await meaningsOfTerms(index, [...isoDigits(text), ...terms]);
      if (kind !== 'number') await addSynonyms(index, meanings, terms);
      const whole = kind === 'number' && (text.replace(/\D/g, '').length > 6 || isDate(text)) || !indexed(text).length;
      return { text, word: text, index: at, end, meanings, kept: meanings.found || whole };
    }));
    const slots = [];
    for (const slot of read.filter(({ kept }) => kept)) if (!slots.some(other => slot.index < other.end)) slots.push(slot);
    return slots;
  }

  /** The words of a piece without spaces, each with its meanings; one in the wrong keyboard layout is read in the right one. */
  async function readPiece(index, piece, typing) {
    const meant = async text => {
      const all = words(text);
      const slots = await Promise.all(all.map(async (asked, at) => ({ ...asked, meanings: await meaningsOf(index, asked, typing && at === all.length - 1) })));
      return slots.filter(({ acronym, meanings }) => !acronym || meanings.found);
    };
    const complete = slots => slots.length > 0 && slots.every(slot => slot.meanings.found);
    const own = await meant(piece);
    // A code is known as a whole, or not at all: RU-TOM.
    if (own.length > 1 && piece.length < 9 && /^[\p{Lu}\p{N}-]+$/u.test(piece) && !complete(own)) return [{ ...own[0], text: piece, word: piece, meanings: new Meanings() }];
    if (complete(own) && !/[a-z][[\];',.`]+[a-z]/i.test(piece)) return own; // nt[yjkjubz is not two words
    const other = otherLayout(piece);
    // Words of two letters fit anything; and a Latin word has no keys for brackets or commas in it.
    if (words(other).some(({ word }) => word.length > 2) && !(/[а-яё]/i.test(piece) && /[[\];',.`]/.test(other))) {
      const switched = await meant(other);
      if (complete(switched)) return switched.map(slot => ({ ...slot, typed: piece }));
    }
    await Promise.all(own.filter(slot => !slot.meanings.found).map(async slot => {
      const { word, term, meanings } = slot;
      await addNear(index, meanings, word, 2, 0.7, typing, term);
      const guess = transliterations(word)[0];
      if (!meanings.found && guess?.length > 6) await addNear(index, meanings, guess, 1, 0.6, false);
      if (!meanings.found && words(other).length === 1 && word.length > 5) await addNear(index, meanings, words(other)[0].word, 1, 0.5, false);
      if (meanings.found) slot.typed = slot.text;
    }));
    return own;
  }

  /** The words of a query in their order, each with its meanings. `optional`: a way to write the word before as one. */
  async function read(index, query) {
    const slots = await readCompounds(index, query);
    let rest = query;
    for (const { index: at, end } of slots) rest = rest.slice(0, at) + ' '.repeat(end - at) + rest.slice(end);
    const pieces = [...rest.matchAll(/\S+/g)];
    const read = await Promise.all(pieces.map(async ({ 0: piece, index: at }) => {
      const typing = at + piece.length === query.length;
      const own = (await readPiece(index, piece, typing)).map(slot => ({ ...slot, index: at + slot.index }));
      const parts = piece.split(/[-\u2010-\u2015\u2212]/).filter(part => tokens(part).length);
      const joined = parts.length > 1 ? fold(parts.join('')) : '';
      const meanings = joined ? await meaningsOfTerms(index, [...new Set([stem(joined), joined])]) : new Meanings();
      return meanings.found ? [...own, { text: piece, word: piece, index: at, meanings, optional: own.length > 0 }] : own;
    }));
    slots.push(...read.flat());
    if (slots.length) return slots.sort((a, b) => a.index - b.index);
    // Nothing but particles and single letters: a name may be one.
    return Promise.all(tokens(query).filter(({ rest }) => !rest).map(async ({ text, index: at }) => {
      const word = fold(text);
      return { text, word, index: at, meanings: await meaningsOfTerms(index, [word, ...lookAlikes(word)], [index.names]) };
    }));
  }

  /** Synonyms of several words of a query: they are looked for beside its words, and count as a part of it. */
  async function readPhrases(index, slots) {
    const found = [];
    for (let first = 0; first < slots.length; first++) {
      for (let last = first + 1; last < Math.min(slots.length, first + 4); last++) {
        const key = slots.slice(first, last + 1).map(({ term }) => term).join(' ');
        if (!index.synonyms.has(key)) continue;
        const meanings = new Meanings();
        await addSynonyms(index, meanings, [key]);
        if (meanings.found) found.push({ meanings, first, last });
      }
    }
    return found;
  }

  const IN_TEXT = [1, 1.5, 2, 3.2];
  const SURE = 0.8; // of a meaning that names a record

  /** By document: the score of some meanings, the covered part of a name, that of a sure one, whether by its first word. */
  function matches(index, meanings, count) {
    const own = () => new Float64Array(index.documents), scores = own(), covers = own(), sures = own(), begins = new Uint8Array(index.documents);
    let rarest = 0;
    const keep = (document, score, cover, sure, first) => {
      if (scores[document] < score) scores[document] = score;
      if (covers[document] < cover) covers[document] = cover;
      if (!sure) return;
      if (sures[document] < cover) sures[document] = cover;
      if (first) begins[document] = 1;
    };
    const rareness = ({ n, w }) => {
      const documents = (n ? index.names.size(n) : 0) + (w ? index.words.size(w) : 0);
      const rare = 0.3 + 0.7 * Math.log(1 + index.documents / documents) / Math.log(1 + index.documents);
      rarest = Math.max(rarest, rare);
      return rare;
    };
    const nameScore = grade => 12 * (0.35 + 0.65 * Math.min(1, count / ((grade >> 2) + 1))) * (grade & 1 ? 0.92 : 1) * (grade & 2 ? 0.95 : 1);
    for (const [, { n, w, weight }] of meanings) {
      const rare = weight * rareness({ n, w });
      if (n) index.names.visit(n, (document, grade) => keep(document, rare * nameScore(grade), weight / ((grade >> 2) + 1), weight >= SURE, !(grade & 2)));
      if (w) index.words.visit(w, (document, grade) => keep(document, rare * IN_TEXT[grade], 0, false, false));
    }
    for (const { parts, weight } of meanings.phrases) {
      const found = own(), sums = own(), covered = own();
      for (const part of parts) {
        const rare = rareness(part) * weight / parts.length, seen = new Uint8Array(index.documents);
        const add = (document, score, cover) => {
          if (!seen[document]) found[document] += seen[document] = 1;
          sums[document] += rare * score;
          covered[document] += cover;
        };
        if (part.n) index.names.visit(part.n, (document, grade) => add(document, nameScore(grade), 1 / ((grade >> 2) + 1)));
        if (part.w) index.words.visit(part.w, (document, grade) => add(document, IN_TEXT[grade], 0));
      }
      found.forEach((number, document) => {
        const cover = Math.min(1, covered[document]);
        if (number === parts.length) keep(document, sums[document], cover, cover > 0, cover > 0.99);
      });
    }
    return { scores, covers, sures, begins, rarest };
  }

  /**
   * Documents for a query, best first: `{hits, full, slots, named}`; `full`: how many of the hits have all words.
   *
   * A word in a name that the query may fill counts most, then an alias, a longer name, summary and labels, the text;
   * rare words more than frequent ones; a name that is wholly in the query, and the query in it, goes first. All words
   * first; where that gives little, documents with most of them follow. A word that is nowhere leaves no document with all.
   */
  async function find(index, query) {
    const slots = await read(index, query), known = slots.filter(slot => slot.meanings.found);
    const needed = slots.filter(slot => !slot.optional).length, count = known.filter(slot => !slot.optional).length;
    // By document: score, covered part of a name, matched words, their weight, weight of those in names, words that name it.
    const own = () => new Float64Array(index.documents), total = own(), covered = own(), weights = own(), named = own(), sureCover = own();
    const matched = new Uint8Array(index.documents), masks = new Int32Array(index.documents), first = new Int32Array(index.documents);
    let whole = 0;
    for (const slot of known) {
      const { scores, covers, sures, begins, rarest } = matches(index, slot.meanings, known.length), bit = 1 << slots.indexOf(slot);
      slot.rarest = rarest;
      if (!slot.optional) whole += rarest;
      for (let document = 0; document < scores.length; document++) {
        if (!scores[document] || slot.optional && !total[document]) continue;
        total[document] += scores[document];
        covered[document] += covers[document];
        if (slot.optional) continue;
        matched[document]++;
        weights[document] += rarest;
        if (covers[document]) named[document] += rarest;
        if (sures[document]) masks[document] |= bit;
        sureCover[document] += sures[document];
        if (begins[document]) first[document] |= bit;
      }
    }
    whole ||= 1;
    const phrases = await readPhrases(index, slots);
    for (const { meanings, first: from, last: to } of phrases) {
      const { scores, covers, rarest } = matches(index, meanings, 1);
      const weight = slots.slice(from, to + 1).reduce((sum, slot) => sum + (slot.rarest || rarest), 0);
      for (let document = 0; document < scores.length; document++) {
        if (!scores[document] || weights[document] >= weight) continue;
        total[document] += 2 * scores[document];
        covered[document] += covers[document];
        weights[document] += weight;
        named[document] += covers[document] ? weight : 0;
        whole = Math.max(whole, weight);
      }
    }
    const ranked = [], namedBy = [];
    total.forEach((score, document) => {
      if (!score) return;
      const part = Math.min(1, weights[document] / whole), cover = Math.min(1, covered[document]) ** 3;
      ranked.push({
        document,
        all: needed > 0 && matched[document] === needed,
        part,
        score: score * part ** 2 + 10 * cover * Math.min(1, named[document] / whole) ** 2,
      });
      const mask = sureCover[document] > 0.99 ? masks[document] : 0;
      if (mask || first[document]) namedBy.push({ document, mask, first: first[document], score });
    });
    ranked.sort((a, b) => b.all - a.all || b.score - a.score || a.document - b.document);
    const full = ranked.filter(hit => hit.all).length;
    const least = count < needed || full ? 0.5 : 0.3;
    const hits = full > 9 ? ranked.slice(0, full) : ranked.filter(hit => hit.all || hit.part > least && count > 0 || hit.part >= 1);
    return {
      hits: hits.map(hit => hit.document),
      full,
      unknown: slots.filter(slot => !slot.optional && !slot.meanings.found).map(slot => slot.text),
      // What was asked for is nowhere: something near it is shown, or what the keys give in the other layout.
      corrected: known.filter(slot => slot.typed && !slot.optional)
        .map(({ typed, text, meanings }) => ({ typed, read: text === typed ? '' : text, meanings })),
      terms: [...known, ...phrases].map(slot => slot.meanings),
      slots,
      named: namedBy,
    };
  }

  // ---- Answers: a page that is what the query names -----------------------------------------------------------------------

  /** Whether the words of a text are all meant by the query, as a mask of its words; 0 if one is not. */
  function meantBy(slots, text) {
    let mask = 0;
    for (const { term } of words(text)) {
      const at = slots.findIndex(({ meanings, optional }) => !optional && ((meanings.get(term)?.weight || 0) >= SURE ||
        meanings.phrases.some(({ terms }) => terms.length === 1 && terms[0] === term)));
      if (at < 0) return 0;
      mask |= 1 << at;
    }
    return mask;
  }

  /** Regions or sectors that the query names wholly, or one by its first word. */
  function namedFacets(table, named) {
    const places = new Map(table.map(([, , document], place) => [document, place]));
    const own = named.filter(({ document }) => places.has(document)).map(one => ({ ...one, place: places.get(one.document) }));
    const whole = own.filter(({ mask }) => mask), begun = own.filter(({ mask }) => !mask);
    const alone = begun.filter(({ first }) => begun.filter(other => other.first === first).length === 1).map(one => ({ ...one, mask: one.first }));
    return [...whole, ...alone].sort((a, b) => b.score - a.score).slice(0, 6);
  }

  /**
   * `[{kind: 'cell' | 'list' | 'path', …}]`: the cell of a region and a sector, the list of a kind in them, or the path
   * between two records, where these are all that the query says.
   */
  async function answers(index, { slots, named, unknown }, data) {
    if (unknown.length || slots.length > 12) return [];
    const all = slots.reduce((mask, slot, at) => slot.optional ? mask : mask | 1 << at, 0);
    const regions = namedFacets(data.regions, named), sectors = namedFacets(data.sectors, named);
    const kinds = data.kinds.flatMap(([, label, title], place) => [label, ...title.split(/[\s,]+/)].map(name => ({ place, mask: meantBy(slots, name) })))
      .filter(({ mask }) => mask);
    const fits = (...parts) => parts.reduce((mask, part) => mask < 0 || mask & part.mask ? -1 : mask | part.mask, 0) === all;
    const out = [];
    for (const region of index.cell ? regions : []) {
      for (const sector of sectors) {
        if (!fits(region, sector) || out.some(({ kind }) => kind === 'cell')) continue;
        const [row, column] = [data.regions[region.place], data.sectors[sector.place]];
        if (!(await load(`${language}/${index.cells}`))[row[0]]?.includes(column[0])) continue;
        const url = root + index.cell.replace('{region}', row[0]).replace('{sector}', column[0]);
        out.push({ kind: 'cell', url, names: [row[1], column[1]] });
      }
    }
    const count = (kind, region, sector) => data.documents.filter(own => own.kind[0] === kind.place &&
      (!region || own.region.includes(region.place)) && (!sector || own.sector.includes(sector.place))).length;
    for (const kind of kinds) {
      const [, , title, list, colour] = data.kinds[kind.place];
      const lists = [...regions.flatMap(region => [[region], ...sectors.map(sector => [region, sector])]), ...sectors.map(sector => [undefined, sector])];
      for (const [region, sector] of list ? lists : []) {
        if (!fits(kind, ...[region, sector].filter(Boolean)) || out.some(({ kind }) => kind === 'list')) continue;
        const n = count(kind, region, sector), query = new URLSearchParams();
        if (!n) continue;
        if (region) query.set('region', data.regions[region.place][0]);
        if (sector) query.set('sector', data.sectors[sector.place][0]);
        const names = [title, region && data.regions[region.place][1], sector && data.sectors[sector.place][1]].filter(Boolean);
        out.push({ kind: 'list', url: `${root}${list}?${query}`, names, count: n, colour });
      }
    }
    if (!out.length && index.network) {
      const facets = new Set([...data.regions, ...data.sectors].map(([, , document]) => document));
      const parties = named.filter(({ document, mask }) => mask && !facets.has(document)).sort((a, b) => b.score - a.score).slice(0, 12);
      const pair = parties.flatMap(one => parties.filter(other => fits(one, other)).map(other => [one, other]))[0];
      if (pair) {
        const names = (await Promise.all(pair.map(({ document }) => card(index, document)))).map(({ name }) => name);
        if (pair[0].mask > pair[1].mask) names.reverse();
        out.push({ kind: 'path', url: `${root}${index.network}#${new URLSearchParams({ from: names[0], to: names[1] })}`, names });
      }
    }
    return out;
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
    // Who asks for the strings begins to search: what every query needs is loaded while the first one is typed.
    strings: () => withIndex(async index => {
      facets(index).catch(() => {});
      return index.strings;
    }),
    find: query => withIndex(async index => {
      const [found, data] = await Promise.all([find(index, query), facets(index)]);
      return { ...found, facets: data, answers: await answers(index, found, data) };
    }),
    cards: documents => withIndex(index => Promise.all(documents.map(number => card(index, number)))),
    snippet: (card, terms) => withIndex(async index => snippet(await text(index, card), terms)),
    mark,
  });
})();
