// The panel over the page, in a shadow tree that the site's styles do not affect.

const panel = (() => {
  const host = document.createElement('atlas-preview');
  const root = host.attachShadow({mode: 'open'});
  // The policy forbids inline styles, but not constructed style sheets.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = `<section id="preview" aria-label="${WORDS.preview}" lang="${RUSSIAN ? 'ru' : 'en'}">
      <div id="news" role="status"></div>
      <div id="gone" role="status" hidden></div>
      <div id="problems" role="region" hidden>
        <header><h2 aria-live="polite"></h2><p></p><button type="button" id="collapse" title="${WORDS.collapse} (Esc)"
          aria-label="${WORDS.collapse}"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 6l5 5 5-5"/></svg></button></header>
        <ol tabindex="-1"></ol>
      </div>
      <div id="bar"><span id="away" role="status" hidden></span><button type="button" id="count" aria-controls="problems" hidden></button>
        <span id="draft" hidden>${WORDS.draft}</span><a id="edit" hidden>${WORDS.edit}</a></div>
    </section>`;
  const at = (id) => root.getElementById(id);
  const make = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children.filter((child) => child !== null));
    return node;
  };

  // The user's choice to open or close the list. Without one it is open if there are errors.
  const COLLAPSED = 'atlas-preview-collapsed';
  let wish = sessionStorage.getItem(COLLAPSED);
  const wishFor = (open) => {
    wish = open === null ? null : open ? 'no' : 'yes';
    if (wish) sessionStorage.setItem(COLLAPSED, wish);
    else sessionStorage.removeItem(COLLAPSED);
  };
  let counts = {errors: 0, warnings: 0};
  const unfold = () => {
    const some = counts.errors + counts.warnings > 0;
    const open = some && (wish ? wish === 'no' : counts.errors > 0);
    at('problems').hidden = !open;
    at('count').hidden = open || !some;
    at('count').setAttribute('aria-expanded', open);
  };
  at('count').onclick = () => {
    wishFor(at('problems').hidden);
    unfold();
  };
  at('collapse').onclick = () => {
    wishFor(false);
    unfold();
    at('count').focus();
  };
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !at('problems').hidden) at('collapse').click();
  });

  const place = ({text, open}) =>
    open ? make('a', {className: 'place', href: open, textContent: text}) : make('span', {className: 'place', textContent: text});

  const snippet = (lines) => {
    const rows = lines.map(({number, before, marked, after}) =>
      make('span', {className: 'line'}, make('span', {className: 'number', ariaHidden: 'true', textContent: number}),
        make('code', {}, before, marked === null ? '' : make('mark', {textContent: marked || '\u00a0'}), after, '\n')));
    return lines.length ? make('pre', {tabIndex: 0}, ...rows) : null;
  };

  const problem = ({severity, code, message, place: where, snippet: lines, hint, related}) =>
    make('li', {className: severity},
      make('p', {className: 'message'}, make('span', {className: 'severity', textContent: WORDS[severity]}), ' ', message),
      make('p', {className: 'where'}, where && place(where), make('span', {className: 'code', textContent: code})),
      snippet(lines),
      hint && make('p', {className: 'hint'}, make('b', {textContent: `${WORDS.hint}: `}), hint),
      ...related.map(({says, place: where}) => make('p', {className: 'related'}, says, ' ', place(where))));

  const summary = ({errors, warnings}) =>
    [errors && WORDS.errors(errors), warnings && WORDS.warnings(warnings)].filter(Boolean).join(', ');

  let listed = '';
  const showProblems = ({counts: now, problems}, stale) => {
    counts = now;
    if (counts.errors + counts.warnings === 0) wishFor(null);
    const title = root.querySelector('h2');
    if (title.textContent !== summary(counts)) title.textContent = summary(counts);
    root.querySelector('header p').textContent = stale ? WORDS.stale : '';
    at('problems').className = at('count').className = counts.errors ? 'errors' : 'warnings';
    at('problems').setAttribute('aria-label', summary(counts));
    at('count').textContent = summary(counts);
    // Replacing an equal list would reset its scroll position.
    const list = JSON.stringify(problems);
    if (list !== listed) {
      listed = list;
      const unsaid = counts.errors + counts.warnings - problems.length;
      root.querySelector('ol').replaceChildren(...problems.map(problem),
        ...(unsaid > 0 ? [make('li', {className: 'unsaid', textContent: WORDS.unsaid(unsaid)})] : []));
    }
    unfold();
  };

  const FEW = 4;
  const STAY = 12000;
  let shownRevision = null;
  let timer = 0;
  // Pages that are opened within a minute show the notice again.
  const isNews = (revision) => {
    const [known, since] = JSON.parse(sessionStorage.getItem('atlas-preview-told') ?? '[]');
    if (known === revision) return Date.now() - since < 60000;
    sessionStorage.setItem('atlas-preview-told', JSON.stringify([revision, Date.now()]));
    return true;
  };
  const showConsequences = (revision, consequences) => {
    const here = decodeURI(location.pathname).replace(/(^|\/)index\.html$/, '$1');
    const others = consequences?.pages.filter(({url}) => decodeURI(url).replace(/(^|\/)index\.html$/, '$1') !== here) ?? [];
    if (!consequences || shownRevision === revision || !isNews(revision)) return;
    shownRevision = revision;
    clearTimeout(timer);
    at('news').replaceChildren();
    // A change of the displayed page itself is visible.
    if (!others.length) return;
    const link = ({name, url}) => make('li', {}, make('a', {href: url, textContent: name}));
    const list = make('ul', {}, ...consequences.pages.slice(0, FEW).map(link));
    const rest = consequences.total - Math.min(FEW, consequences.pages.length);
    const more = rest > 0 && make('button', {type: 'button', textContent: WORDS.more(rest)});
    const close = make('button', {type: 'button', className: 'close', textContent: '×', ariaLabel: WORDS.close});
    const lines = (consequences.lines ?? []).map((line) => make('p', {className: line.startsWith(' ') ? 'change' : 'subject', textContent: line.trim()}));
    const card = make('div', {className: 'card'}, ...lines, make('b', {textContent: `${WORDS.changed(consequences.total)}: `}), list,
      ...(more ? [more] : []), close);
    close.onclick = () => card.remove();
    if (more) {
      more.onclick = () => {
        list.append(...consequences.pages.slice(FEW).map(link));
        more.remove();
        card.classList.add('whole');
        clearTimeout(timer);
      };
    }
    const leave = () => {
      if (card.matches(':hover, :focus-within')) timer = setTimeout(leave, 2000);
      else card.remove();
    };
    timer = setTimeout(leave, STAY);
    at('news').append(card);
  };

  const showGone = (gone) => {
    at('gone').hidden = !gone;
    at('gone').replaceChildren(...(gone ? [make('p', {className: 'card'}, WORDS.gone, ' ', make('a', {href: '/', textContent: WORDS.home}))] : []));
  };

  const showPage = ({exists, source, draft}, broken) => {
    // A page with errors keeps the link to its source.
    if (!exists && broken) return;
    at('draft').hidden = !draft;
    at('edit').hidden = !source?.open;
    if (source?.open) at('edit').href = source.open;
    at('edit').title = source?.text ?? '';
  };

  return {
    attach: () => document.documentElement.append(host),
    // `missing` is true if the server no longer has the displayed page.
    show(state, missing) {
      const broken = missing && state.counts.errors > 0;
      showPage(state.page, broken);
      showProblems(state, broken);
      showGone(missing && !broken);
      showConsequences(state.revision, state.consequences);
    },
    away(away) {
      at('away').hidden = !away;
      at('away').textContent = away ? WORDS.away : '';
    },
  };
})();
