// Keeps the page as the server would send it now.

const script = document.currentScript;
// The revision that the page on the screen is of, and the tag of its bytes.
let shown = script.dataset.revision;
let tag = script.dataset.tag;
script.remove();
// What the server said, as a page of its own that no script ever touches.
let said = null;
panel.attach();

// Whether this is the page itself and not one that stands in for it.
const exists = script.dataset.status === '200';
// Whether there is no good page to show instead of the one on the screen.
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

// Scripts have been at work on the page by now, so the server is asked for it as it was. When it has changed in that short
// time, the page itself is the best that is known.
async function begin() {
  const answer = await askPage();
  said = tagOf(answer) === tag ? await parse(answer) : document.cloneNode(true);
  remember(said, document);
}

async function catchUp(revision) {
  if (said === null) await begin();
  let [state, answer] = await Promise.all([ask(), revision === shown ? null : askPage(tag)]);
  if (answer === null && state.revision !== shown) return catchUp(state.revision);
  if (answer !== null) {
    if (state.page.moved) return leave(() => location.replace(state.page.moved));
    if (state.follow && state.revision !== shown && leads(state.follow)) return leave(() => location.assign(state.follow[0]));
    // What stands in for a page has nothing worth keeping.
    if (answer.status === 200 && !exists) return leave(() => location.reload());
    // While its source is being broken and mended, the page stays as it was.
    if (answer.status === 200 && !state.page.unread) {
      if (!turn(await parse(answer))) return leave(() => location.reload());
      tag = tagOf(answer);
    }
    // What is wrong with the page came to light when it was to be made.
    if (answer.status === 500) state = await ask();
    broken = answer.status === 500 || state.page.unread;
    const news = changedAssets(state);
    if (news && !refresh(news, state.revision)) return leave(() => location.reload());
    shown = state.revision;
  }
  panel.show(state, exists && (broken || !state.page.exists));
}

// Nothing more is looked at in a page that is left: a second word would break off the first.
const leave = (go) => {
  go();
  return new Promise(() => {});
};

const leads = (saved) => !saved.some((url) => decodeURI(url) === decodeURI(location.pathname));

// Gives back false when only loading the page anew will do.
function turn(next) {
  const refresh = next.querySelector('meta[http-equiv="refresh" i]');
  if (refresh || policy(said) !== policy(next) || scripts(said) !== scripts(next)) return false;
  const active = document.activeElement;
  const touched = morph(said, next);
  said = next;
  if (active?.id && !active.isConnected) document.getElementById(active.id)?.focus({preventScroll: true});
  flash(touched);
  return true;
}

// A page keeps the policy that it was loaded with.
const policy = (page) => page.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content;

// Data in a script element is only text; a program would have to run again.
const scripts = (page) =>
  [...page.scripts].filter(({type}) => !/json|template/.test(type)).map(({outerHTML}) => outerHTML).join('\n');

// Shows where something changed; where everything did, it needs no showing.
function flash(touched) {
  const MOST = 12;
  if (touched.size > MOST || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const element of touched) {
    if (document.body.contains(element) && element !== document.body) {
      element.animate([{backgroundColor: 'rgb(255 200 0 / .28)'}, {}], {duration: 1200, easing: 'ease-out'});
    }
  }
}

// The assets that are newer than the page; null when another run of the server may have changed any of them.
function changedAssets({revision, assets}) {
  const [session, number] = shown.split('.');
  if (session !== revision.split('.')[0]) return () => true;
  const newer = Object.keys(assets).filter((url) => assets[url] > Number(number)).map(decodeURI);
  return newer.length ? (url) => newer.includes(decodeURI(new URL(url, location).pathname)) : null;
}

// Loads what the page uses of the changed assets. A style sheet may import others, so each of them counts as changed.
function refresh(changed, revision) {
  if ([...document.scripts].some(({src}) => src && changed(src) && shown.split('.')[0] === revision.split('.')[0])) return false;
  const fresh = (address) => {
    const url = new URL(address, location);
    url.searchParams.set('preview', revision);
    return url.href;
  };
  for (const sheet of [...said.querySelectorAll('link')].filter(isSheet)) {
    const live = twins.get(sheet);
    if (!live) continue;
    const copy = live.cloneNode();
    copy.href = fresh(live.href);
    replaceSheet(sheet, live, copy);
  }
  for (const image of document.images) if (image.src && changed(image.src)) image.src = fresh(image.src);
  return true;
}

// One look at a time; what is heard meanwhile makes one more.
let looking = false;
let wanted = null;
async function look(revision) {
  wanted = revision;
  // A tab that nobody sees catches up when it is seen.
  if (looking || document.hidden) return;
  looking = true;
  try {
    while (wanted !== null && !document.hidden) {
      const now = wanted;
      wanted = null;
      await catchUp(now);
    }
  } catch {
    // The server is away; it will be heard when it is back.
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
    // A stream that is only interrupted comes back at once.
    patience ??= setTimeout(() => panel.away(true), 800);
  }
}

// A browser opens six connections to a server and no more, so all tabs share one stream: the one that holds the lock
// listens and tells the others, and when it closes, the lock goes to the next.
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
