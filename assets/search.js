// The face of the search: `/` opens it on any page, results come while typing, and the search page keeps its state in
// its address. Everything is an addition: the page's form and lists work without it.
//
// <script src="search.js" defer data-root="../" data-language="ru" data-page="../search.html" data-core="search-core.js"></script>
//
// root: from the page to the site's root; page: to the search page; core: to search-core.js, loaded at the first search.
'use strict';
(() => {
  const { root = '', language = document.documentElement.lang, page = root + 'search.html', core } = document.currentScript.dataset;

  let engine;

  /** The search itself and the interface strings, which come with its index. */
  function start() {
    engine ||= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = core;
      script.onload = () => window.AtlasSearch.strings().then(strings => resolve({ ...window.AtlasSearch, strings }), reject);
      script.onerror = reject;
      document.head.append(script);
    });
    engine.catch(() => { engine = undefined; });
    return engine;
  }

  const make = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name in element && name !== 'role' && name !== 'form') element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  const digits = new Intl.NumberFormat(language || undefined);

  /** A text in the language of the string of that key, marked where it is not the page's. */
  const inLanguage = (strings, key, text, tag = 'span') => {
    const lang = strings[`${key}.language`];
    return make(tag, lang ? { lang } : {}, text);
  };

  /** A string with values in its places. */
  const filled = (strings, key, values = {}) =>
    inLanguage(strings, key, Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), strings[key] || ''));

  /** «5 записей»; a string is named by its key and has forms where it counts, by the rule of its own language. */
  const counted = (strings, key, n) => {
    const plural = new Intl.PluralRules(strings[`${key}.language`] || language || undefined);
    const text = strings[`${key}.${plural.select(n)}`] || strings[`${key}.other`] || '{n}';
    return inLanguage(strings, key, text.replace('{n}', digits.format(n)));
  };

  const marked = pieces => pieces.map(([text, mark]) => mark ? make('mark', {}, text) : text);

  /** Name, what it is and where, and the sentence that has the words (which comes a moment later). */
  function parts({ facets, terms }, card, search) {
    const name = search.mark(card.name, terms);
    // Another name is shown where it explains the hit better.
    const marks = pieces => pieces.filter(([, mark]) => mark).length;
    const alias = card.aliases.map(alias => search.mark(alias, terms))
      .reduce((best, pieces) => marks(pieces) > marks(best || name) ? pieces : best, null);
    const of = facets.documents[card.number], [, kind, , , colour] = facets.kinds[of.kind[0]];
    const places = [...of.region.slice(0, of.own.region).slice(0, 3).map(at => facets.regions[at]),
      ...of.sector.slice(0, of.own.sector).slice(0, 3).map(at => facets.sectors[at])].map(([, label]) => label);
    const sentence = make('span', { className: 'search-sentence' });
    const ready = search.snippet(card, terms).then(pieces => sentence.replaceChildren(...marked(pieces)), () => {});
    return {
      colour: `colour-${colour}`,
      title: marked(name),
      alias: alias ? [make('span', { className: 'search-alias' }, ...marked(alias))] : [],
      labels: make('span', { className: 'search-labels' }, make('span', { className: 'search-kind' }, kind),
        ...places.flatMap(place => [' · ', place]), ...(card.status ? [' ', make('span', { className: 'badge' }, card.status)] : [])),
      sentence,
      ready,
    };
  }

  /** How a corrected word is written in what is shown for it. */
  function spelling({ read, meanings }, cards, search) {
    if (read) return read;
    for (const text of cards.flatMap(({ name, aliases }) => [name, ...aliases])) {
      const found = search.mark(text, [meanings]).find(([, mark]) => mark);
      if (found) return found[0];
    }
    return `${[...meanings.keys()].sort((a, b) => a.length - b.length)[0]}…`;
  }

  /** What the search did: how much it found, what is nowhere, and what is shown instead. */
  function status(found, cards, search, query) {
    const { hits, full, unknown, corrected } = found, { strings } = search, partial = hits.length - full;
    const lines = [];
    if (!hits.length) lines.push([filled(strings, 'none', { query })]);
    else if (!partial) lines.push([counted(strings, 'found', full)]);
    else if (!full) lines.push([filled(strings, 'only_part', { n: digits.format(partial) })]);
    else lines.push([counted(strings, 'full', full), ', ', filled(strings, 'part', { n: digits.format(partial) })]);
    for (const word of corrected) {
      const shown = cards.length ? spelling(word, cards, search) : '';
      if (shown) lines.push([filled(strings, 'corrected', { word: word.typed, shown })]);
    }
    if (hits.length && unknown.length) lines.push([filled(strings, 'unknown', { words: unknown.join(', ') })]);
    return lines.map(line => make('span', {}, ...line));
  }

  /** The pages that are what the query names, above the hits. */
  const answer = ({ kind, url, names, count, colour }, strings) => make('a', { href: url, className: colour ? `colour-${colour}` : '' },
    make('span', { className: 'search-labels' }, filled(strings, `answer_${kind}`)), ' ',
    make('span', { className: 'search-name' }, names.join(kind === 'path' ? ' ↔ ' : ' · '), ...(count ? [' ', make('b', {}, digits.format(count))] : [])));

  /** Calls `work` when typing pauses; an answer that a later query has overtaken is dropped. */
  function paced(work, failed) {
    let timer, latest = 0;
    return (wait = 120) => {
      clearTimeout(timer);
      const mine = ++latest;
      timer = setTimeout(() => Promise.resolve(work(() => mine === latest)).catch(failed), wait);
    };
  }

  // ---- The search page ----------------------------------------------------------------------------------------------

  const FACETS = [['kind', 'kinds'], ['region', 'regions'], ['sector', 'sectors']];
  const STEP = 10;

  function searchPage(box) {
    const form = box.querySelector('form'), input = form.querySelector('[name=q]');
    const failed = box.querySelector('.search-failed');
    const message = make('p', { className: 'search-status', role: 'status' });
    const answers = make('p', { className: 'search-answers', hidden: true });
    const kinds = make('span', { className: 'search-kinds', role: 'group' });
    const filters = make('p', { className: 'search-filters', hidden: true }, kinds);
    const list = make('ol', { className: 'search-hits', hidden: true });
    const more = make('button', { type: 'button', className: 'search-more', hidden: true });
    const ways = document.getElementById('atlas-search-ways');
    const results = make('div', { className: 'search-results' }, answers, message, filters, list, more);
    box.append(results);
    const chosen = {};
    let shown = STEP, ask;

    const selects = Object.fromEntries(FACETS.slice(1).map(([name]) => {
      const select = make('select', { name });
      select.onchange = () => { chosen[name] = select.value; update(0); };
      return [name, select];
    }));

    function readAddress() {
      const address = new URLSearchParams(location.search);
      input.value = address.get('q') || '';
      for (const [name] of FACETS) chosen[name] = address.get(name) || '';
    }

    function writeAddress() {
      const address = new URLSearchParams();
      if (input.value.trim()) address.set('q', input.value.trim());
      for (const [name] of FACETS) if (chosen[name]) address.set(name, chosen[name]);
      const text = address.toString();
      // From the disk some browsers refuse to change the address; the search goes on without.
      try { history.replaceState(null, '', text ? '?' + text : location.pathname); } catch { /* as above */ }
    }

    /** The kinds as buttons with counts; a second press takes the choice back. */
    function fillKinds(counts, facets, strings) {
      kinds.ariaLabel = strings.kind;
      const order = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      kinds.replaceChildren(...order.map(([at, count]) => {
        const [id, , title, , colour] = facets.kinds[at];
        const button = make('button', { type: 'button', className: `colour-${colour}`, 'aria-pressed': String(chosen.kind === id) },
          make('span', { className: 'search-kind' }, title), ' ', make('b', {}, digits.format(count)));
        button.onclick = () => {
          chosen.kind = chosen.kind === id ? '' : id;
          update(0);
          ask?.disconnect();
        };
        return button;
      }));
      kinds.hidden = order.length < 2 && !chosen.kind;
    }

    /** Choices with counts: each facet counts the hits that pass the other two. */
    function fillFilters(found, strings) {
      const { facets, hits } = found;
      const place = Object.fromEntries(FACETS.map(([name, table]) => [name, facets[table].findIndex(([id]) => id === chosen[name])]));
      const limits = FACETS.map(([name]) => name).filter(name => chosen[name]);
      const passes = (number, except) => limits.every(name => name === except || facets.documents[number][name].includes(place[name]));
      for (const [name, table] of FACETS) {
        const counts = new Map();
        for (const number of hits) {
          if (passes(number, name)) for (const at of facets.documents[number][name]) counts.set(at, (counts.get(at) || 0) + 1);
        }
        if (chosen[name] && place[name] >= 0 && !counts.has(place[name])) counts.set(place[name], 0);
        if (name === 'kind') {
          fillKinds(counts, facets, strings);
          continue;
        }
        const options = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([at, count]) =>
          make('option', { value: facets[table][at][0] }, `${facets[table][at][1]} (${digits.format(count)})`));
        const any = inLanguage(strings, 'any_' + name, strings['any_' + name], 'option');
        any.value = '';
        selects[name].replaceChildren(any, ...options);
        selects[name].value = place[name] < 0 ? '' : chosen[name];
        if (!selects[name].parentNode) filters.append(make('label', {}, filled(strings, name), ' ', selects[name]));
        selects[name].parentNode.hidden = !options.length;
      }
      return hits.filter(number => passes(number, ''));
    }

    const update = paced(async current => {
      const query = input.value.trim();
      writeAddress();
      document.documentElement.classList.toggle('asked', query !== '');
      if (ways) ways.hidden = query !== '';
      failed.hidden = true;
      if (!query) {
        list.hidden = more.hidden = filters.hidden = answers.hidden = true;
        message.textContent = '';
        return;
      }
      const search = await start();
      const found = await search.find(input.value.trimStart());
      if (!current()) return;
      const hits = fillFilters(found, search.strings);
      const cards = await search.cards(hits.slice(0, shown));
      if (!current()) return;
      const kept = new Set(hits), full = found.hits.slice(0, found.full).filter(number => kept.has(number)).length;
      // All at once, so that nothing moves: what is found, the answers, the choices, the hits.
      filters.hidden = found.hits.length < 2 && !FACETS.some(([name]) => chosen[name]);
      message.replaceChildren(...status({ ...found, hits, full }, cards, search, query));
      answers.replaceChildren(...found.answers.map(one => answer(one, search.strings)));
      answers.hidden = !found.answers.length;
      const sentences = [];
      list.ariaBusy = 'true';
      list.replaceChildren(...cards.map(card => {
        const { colour, title, alias, labels, sentence, ready } = parts(found, card, search);
        sentences.push(ready);
        return make('li', { className: colour }, make('a', { href: card.url }, ...title), ...alias, labels, sentence);
      }));
      Promise.all(sentences).then(() => { if (current()) list.ariaBusy = 'false'; });
      list.hidden = !hits.length;
      more.hidden = hits.length <= shown;
      more.replaceChildren(filled(search.strings, 'more'));
    }, () => {
      message.textContent = '';
      failed.hidden = false;
      document.documentElement.classList.remove('asked');
      if (ways) ways.hidden = false;
    });

    input.addEventListener('input', () => { shown = STEP; update(); });
    input.addEventListener('focus', () => start().catch(() => {}));
    form.addEventListener('submit', event => { event.preventDefault(); shown = STEP; update(0); });
    more.addEventListener('click', async () => {
      const before = list.children.length;
      shown += STEP;
      update(0);
      ask?.disconnect();
      ask = new MutationObserver(() => { list.children[before]?.querySelector('a').focus(); ask.disconnect(); });
      ask.observe(list, { childList: true });
    });
    window.addEventListener('popstate', () => { readAddress(); update(0); });
    box.addEventListener('keydown', event => {
      const links = [...results.querySelectorAll('a')].filter(link => link.offsetParent), at = links.indexOf(event.target);
      if (event.target !== input && at < 0) return;
      if (event.key === 'ArrowDown') links[at + 1]?.focus();
      else if (event.key === 'ArrowUp' && at >= 0) (links[at - 1] || input).focus();
      else if (event.key === 'Escape' && at >= 0) input.focus();
      else return;
      event.preventDefault();
    });
    readAddress();
    if (input.value) update(0);
    return () => { input.focus(); input.select(); };
  }

  // ---- The dialog, on every other page --------------------------------------------------------------------------------

  const QUICK = 8;

  async function searchDialog() {
    const search = await start(), { strings } = search;
    const input = make('input', {
      type: 'text', name: 'q', autocomplete: 'off', spellcheck: false, enterKeyHint: 'search', placeholder: strings.placeholder,
      role: 'combobox', 'aria-label': strings.title, 'aria-controls': 'atlas-search-options', 'aria-expanded': 'false', 'aria-autocomplete': 'list',
    });
    const close = make('button', { type: 'button', className: 'search-close', 'aria-label': strings.close }, make('span', { 'aria-hidden': 'true' }, '×'));
    const form = make('form', { action: page, method: 'get' }, input, close);
    const answers = make('p', { className: 'search-answers', hidden: true });
    const list = make('div', { id: 'atlas-search-options', role: 'listbox', 'aria-label': strings.results, hidden: true });
    const message = make('p', { className: 'search-status', role: 'status' });
    const all = make('a', { className: 'search-all', href: page, hidden: true }, filled(strings, 'all'));
    const dialog = make('dialog', { className: 'search-dialog', 'aria-label': strings.title }, form, answers, list, message, all);
    document.body.append(dialog);
    let active = -1;

    function choose(at) {
      const options = [...list.children];
      active = options.length ? (at + options.length + 1) % (options.length + 1) : -1;
      if (active === options.length) active = -1; // one step past an end is the input again
      options.forEach((option, place) => option.setAttribute('aria-selected', String(place === active)));
      if (active >= 0) {
        input.setAttribute('aria-activedescendant', options[active].id);
        options[active].scrollIntoView({ block: 'nearest' });
      } else input.removeAttribute('aria-activedescendant');
    }

    function show(options) {
      list.replaceChildren(...options);
      list.hidden = !options.length;
      input.setAttribute('aria-expanded', String(options.length > 0));
      choose(-1);
    }

    const update = paced(async current => {
      const query = input.value.trim();
      if (!query) {
        show([]);
        message.textContent = '';
        all.hidden = answers.hidden = true;
        return;
      }
      const found = await search.find(input.value.trimStart());
      const cards = await search.cards(found.hits.slice(0, QUICK));
      if (!current()) return;
      answers.replaceChildren(...found.answers.map(one => answer(one, strings)));
      answers.hidden = !found.answers.length;
      show(cards.map((card, at) => {
        const { colour, title, alias, labels, sentence } = parts(found, card, search);
        const properties = { role: 'option', className: colour, id: `atlas-search-option-${at}`, href: card.url, tabIndex: -1, 'aria-selected': 'false' };
        return make('a', properties, make('span', { className: 'search-name' }, ...title), ...alias, labels, sentence);
      }));
      message.replaceChildren(...status(found, cards, search, query));
      all.hidden = found.hits.length <= QUICK;
      all.href = `${page}?q=${encodeURIComponent(query)}`;
    }, () => { message.replaceChildren(filled(strings, 'failed')); });

    input.addEventListener('input', () => update());
    input.addEventListener('keydown', event => {
      if (event.key === 'ArrowDown') choose(active + 1);
      else if (event.key === 'ArrowUp') choose(active < 0 ? list.children.length - 1 : active - 1);
      else if (event.key === 'Enter' && active >= 0) list.children[active].click();
      else return;
      event.preventDefault();
    });
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); }); // beside it
    return () => {
      if (!dialog.open) dialog.showModal();
      input.select();
      input.focus();
    };
  }

  // ---- Ways in ----------------------------------------------------------------------------------------------------------

  const box = document.getElementById('atlas-search');
  const focusPage = box && searchPage(box);
  let dialog;

  function openSearch() {
    if (focusPage) return focusPage();
    dialog ||= searchDialog();
    // Without an index (a page saved alone) the search page is still there to go to.
    return dialog.then(show => show(), () => { dialog = undefined; location.href = page; });
  }

  document.addEventListener('keydown', event => {
    // The key of `/` gives a point in the Russian layout.
    const slash = event.key === '/' || (event.code === 'Slash' && event.key === '.');
    if (!slash || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest('input, textarea, select, [contenteditable], dialog')) return;
    event.preventDefault();
    openSearch();
  });
  document.addEventListener('click', event => {
    const opener = event.target.closest('[data-search-open]');
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    openSearch();
  });
})();
