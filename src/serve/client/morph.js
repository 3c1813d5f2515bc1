// Changes the displayed page into its next version. The old and the new document of the server are compared, and only the
// differences are applied to the page. Input, selections and changes by the site's scripts remain.

// Maps each node of the server's document to its node in the page. Nodes that scripts added or removed have no entry.
const liveNodes = new WeakMap();

function remember(base, live) {
  liveNodes.set(base, live);
  let from = live.firstChild;
  for (const child of base.childNodes) {
    let node = from;
    while (node && !isAlike(child, node)) node = node.nextSibling;
    if (!node) continue;
    remember(child, node);
    from = node.nextSibling;
  }
}

const isAlike = (base, live) =>
  base.nodeName === live.nodeName && (base instanceof Element ? base.id === live.id : base.data === live.data);

// Applies the differences and returns the changed elements.
function morph(base, next, touched = new Set()) {
  const live = liveNodes.get(base);
  if (!live) return touched;
  liveNodes.set(next, live);
  if (!base.isEqualNode(next) && base.nodeType !== Node.DOCUMENT_TYPE_NODE) {
    if (base instanceof CharacterData) {
      rewrite(live, base.data, next.data);
      if (live.parentElement) touched.add(live.parentElement);
      return touched;
    }
    if (isSheet(base) && isSheet(next)) {
      replaceSheet(next, live, document.importNode(next));
      return touched;
    }
    if (base.attributes) morphAttributes(base, next, live);
  }
  morphChildren(base, next, live, touched);
  return touched;
}

// Replaces only the differing characters, so that a selection outside of them remains.
function rewrite(text, before, after) {
  if (text.data !== before) return void (text.data = after);
  let start = 0;
  let end = 0;
  const least = Math.min(before.length, after.length);
  while (start < least && before[start] === after[start]) start += 1;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  text.replaceData(start, before.length - start - end, after.slice(start, after.length - end));
}

function morphAttributes(base, next, live) {
  for (const {name} of base.attributes) if (!next.hasAttribute(name)) live.removeAttribute(name);
  for (const {name, value} of next.attributes) {
    if (base.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}

function morphChildren(base, next, live, touched) {
  const pairs = pairUp([...base.childNodes], [...next.childNodes]);
  const kept = new Set(pairs.values());
  for (const child of base.childNodes) if (!kept.has(child)) liveNodes.get(child)?.remove();
  let previous = null;
  for (const child of next.childNodes) {
    const old = pairs.get(child);
    if (old) {
      morph(old, child, touched);
      const node = liveNodes.get(child);
      // A script may have moved the node; it remains there.
      if (node?.parentNode !== live) continue;
      if (previous && !(previous.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) previous.after(node);
    } else {
      const node = document.importNode(child, true);
      remember(child, node);
      if (previous) previous.after(node);
      else live.insertBefore(node, live.firstChild);
      if (node instanceof Element) touched.add(node);
    }
    previous = liveNodes.get(child);
  }
}

// Pairs each new node with an old one: with the same id, else the only equal one, else one with the same name at the same
// position between those.
function pairUp(olds, news) {
  const pairs = new Map();
  while (olds.length && news.length && olds[0].isEqualNode(news[0])) pairs.set(news.shift(), olds.shift());
  while (olds.length && news.length && olds.at(-1).isEqualNode(news.at(-1))) pairs.set(news.pop(), olds.pop());

  const known = onlyOnes(olds);
  for (const [key, fresh] of onlyOnes(news)) if (fresh && known.get(key)) pairs.set(fresh, known.get(key));

  const places = new Map(olds.map((old, place) => [old, place]));
  const taken = new Set(pairs.values());
  let at = 0;
  for (const fresh of news) {
    if (pairs.has(fresh)) {
      at = Math.max(at, places.get(pairs.get(fresh)) + 1);
      continue;
    }
    for (let n = at; n < olds.length && !taken.has(olds[n]); n += 1) {
      if (!olds[n].id && !fresh.id && olds[n].nodeName === fresh.nodeName) {
        pairs.set(fresh, olds[n]);
        at = n + 1;
        break;
      }
    }
  }
  return pairs;
}

// Maps unique keys (id, or else the HTML) to elements. A key of two elements maps to null.
function onlyOnes(nodes) {
  const found = new Map();
  for (const node of nodes) {
    if (!(node instanceof Element)) continue;
    const key = node.id ? `${node.nodeName}#${node.id}` : node.outerHTML;
    found.set(key, found.has(key) ? null : node);
  }
  return found;
}

const isSheet = (node) => node.nodeName === 'LINK' && node.relList.contains('stylesheet');

// Removes old sheets only after the new one is loaded, so that the page is never without styles.
const overtaken = new WeakMap();
function replaceSheet(base, old, fresh) {
  liveNodes.set(base, fresh);
  const before = [...(overtaken.get(old) ?? []), old];
  overtaken.set(fresh, before);
  fresh.onload = fresh.onerror = () => before.forEach((sheet) => sheet.remove());
  old.after(fresh);
}
