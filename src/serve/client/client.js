// Keeps the page equal to the current version on the server.

const script = document.currentScript;
// The revision of the displayed page, and the entity tag of its bytes.
let shown = script.dataset.revision;
let tag = script.dataset.tag;
if (script.dataset.open) openSource(script.dataset.open);
script.remove();
// The document as the server sent it, without changes by scripts.
let base = null;
panel.attach();

// False on an error page.
const exists = script.dataset.status === '200';
// True if the current version of the page has errors.
let broken = false;

const lang = RUSSIAN ? 'ru' : 'en';
const ask = async () =>
  (await fetch(`/_atlas/state?lang=${lang}&page=${encodeURIComponent(location.pathname)}`)).json();
const askPage = (known) =>
  fetch(location.pathname + location.search, {headers: known ? {'If-None-Match': `"${known}"`} : {}, cache: 'no-store'});
const tagOf = (answer) => answer.headers.get('ETag')?.replaceAll('"', '');

async function parse(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  page.querySelector('script[src="/_atlas/client.js"]')?.remove();
  return page;
}

// Requests the original document, because scripts may have changed the page. If the server has a newer one already, the
// displayed page is used.
async function begin() {
  const answer = await askPage();
  base = tagOf(answer) === tag ? await parse(answer) : document.cloneNode(true);
  remember(base, document);
}

async function catchUp(revision) {
  if (base === null) await begin();
  let [state, answer] = await Promise.all([ask(), revision === shown ? null : askPage(tag)]);
  if (answer === null && state.revision !== shown) return catchUp(state.revision);
  if (answer !== null) {
    if (state.page.moved) return leave(() => location.replace(state.page.moved));
    if (state.follow && state.revision !== shown && isElsewhere(state.follow)) return leave(() => location.assign(state.follow[0]));
    // An error page has no state to keep.
    if (answer.status === 200 && !exists) return leave(() => location.reload());
    // A page whose source cannot be parsed is not displayed; the last version remains.
    if (answer.status === 200 && !state.page.unread) {
      if (!turn(await parse(answer))) return leave(() => location.reload());
      tag = tagOf(answer);
    }
    // Rendering the page may have added problems.
    if (answer.status === 500) state = await ask();
    broken = answer.status === 500 || state.page.unread;
    const news = changedAssets(state);
    if (news && !refresh(news, state.revision)) return leave(() => location.reload());
    shown = state.revision;
  }
  panel.show(state, exists && (broken || !state.page.exists));
}

// Navigates away. The promise is never resolved, because another navigation would cancel the first.
const leave = (go) => {
  go();
  return new Promise(() => {});
};

const isElsewhere = (saved) => !saved.some((url) => decodeURI(url) === decodeURI(location.pathname));

// Updates the page. Returns false if it must be reloaded.
function turn(next) {
  const refresh = next.querySelector('meta[http-equiv="refresh" i]');
  if (refresh || policy(base) !== policy(next) || scripts(base) !== scripts(next)) return false;
  const active = document.activeElement;
  const touched = morph(base, next);
  base = next;
  if (active?.id && !active.isConnected) document.getElementById(active.id)?.focus({preventScroll: true});
  flash(touched);
  return true;
}

// The policy of a loaded page cannot change.
const policy = (page) => page.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content;

// Program text of a page. Data in script elements is excluded, because it need not run again.
const scripts = (page) =>
  [...page.scripts].filter(({type}) => !/json|template/.test(type)).map(({outerHTML}) => outerHTML).join('\n');

// Highlights changed elements, unless there are many.
function flash(touched) {
  const MOST = 12;
  if (touched.size > MOST || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const element of touched) {
    if (document.body.contains(element) && element !== document.body) {
      element.animate([{backgroundColor: 'rgb(255 200 0 / .28)'}, {}], {duration: 1200, easing: 'ease-out'});
    }
  }
}

// Returns a test for assets that are newer than the page, or null if there are none. After a restart of the server all
// assets count as newer.
function changedAssets({revision, assets}) {
  const [session, number] = shown.split('.');
  if (session !== revision.split('.')[0]) return () => true;
  const newer = Object.keys(assets).filter((url) => assets[url] > Number(number)).map(decodeURI);
  return newer.length ? (url) => newer.includes(decodeURI(new URL(url, location).pathname)) : null;
}

// Reloads changed images and all style sheets, because a sheet may import a changed one. Returns false if a script changed.
function refresh(changed, revision) {
  if ([...document.scripts].some(({src}) => src && changed(src) && shown.split('.')[0] === revision.split('.')[0])) return false;
  const fresh = (address) => {
    const url = new URL(address, location);
    url.searchParams.set('preview', revision);
    return url.href;
  };
  for (const sheet of [...base.querySelectorAll('link')].filter(isSheet)) {
    const live = liveNodes.get(sheet);
    if (!live) continue;
    const copy = live.cloneNode();
    copy.href = fresh(live.href);
    replaceSheet(sheet, live, copy);
  }
  for (const image of document.images) if (image.src && changed(image.src)) image.src = fresh(image.src);
  return true;
}

// One update at a time; events during an update cause one more.
let looking = false;
let wanted = null;
async function look(revision) {
  wanted = revision;
  // A hidden tab is updated when it becomes visible.
  if (looking || document.hidden) return;
  looking = true;
  try {
    while (wanted !== null && !document.hidden) {
      const now = wanted;
      wanted = null;
      await catchUp(now);
    }
  } catch {
    // The server is unreachable; the event stream reports its return.
  } finally {
    looking = false;
  }
}
document.addEventListener('visibilitychange', () => wanted !== null && look(wanted));

let patience = null;
function hear({revision}) {
  if (revision) {
    clearTimeout(patience);
    patience = null;
    panel.away(false);
    look(revision);
  } else {
    // An interrupted stream reconnects at once.
    patience ??= setTimeout(() => panel.away(true), 800);
  }
}

// A browser opens at most six connections to a server, so all tabs share one stream. The tab with the lock listens and
// notifies the others; when it closes, the next tab gets the lock.
function listen() {
  const channel = navigator.locks && new BroadcastChannel('atlas-preview');
  const say = (notice) => {
    hear(notice);
    channel?.postMessage(notice);
  };
  const connect = () => {
    const source = new EventSource('/_atlas/events');
    source.onmessage = ({data}) => say(JSON.parse(data));
    source.onerror = () => {
      say({revision: null});
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
    };
  };
  if (!channel) return connect();
  channel.onmessage = ({data}) => hear(data);
  navigator.locks.request('atlas-preview', () => new Promise(connect));
}

look(shown);
listen();
