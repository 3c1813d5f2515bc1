// Turns the page that is shown into its next version. What the server said before is compared with what it says now, and
// only where the two differ is the page touched: what the reader typed, opened or selected, and what the site's own
// scripts made of the page, stays.

// From each node as the server said it to the node that stands for it in the page. Scripts may have added nodes, which
// stand for nothing, and taken some away, for which nothing stands.
const twins = new WeakMap();

function remember(said, live) {
  twins.set(said, live);
  let from = live.firstChild;
  for (const child of said.childNodes) {
    let node = from;
    while (node && !isAlike(child, node)) node = node.nextSibling;
    if (!node) continue;
    remember(child, node);
    from = node.nextSibling;
  }
}

const isAlike = (said, live) =>
  said.nodeName === live.nodeName && (said instanceof Element ? said.id === live.id : said.data === live.data);

// Gives back the elements in which something changed.
function morph(said, next, touched = new Set()) {
  const live = twins.get(said);
  if (!live) return touched;
  twins.set(next, live);
  if (!said.isEqualNode(next) && said.nodeType !== Node.DOCUMENT_TYPE_NODE) {
    if (said instanceof CharacterData) {
      rewrite(live, said.data, next.data);
      if (live.parentElement) touched.add(live.parentElement);
      return touched;
    }
    if (isSheet(said) && isSheet(next)) {
      replaceSheet(next, live, document.importNode(next));
      return touched;
    }
    if (said.attributes) morphAttributes(said, next, live);
  }
  morphChildren(said, next, live, touched);
  return touched;
}

// Changes only the letters that differ, so that a selection in the others stays.
function rewrite(text, before, after) {
  if (text.data !== before) return void (text.data = after);
  let start = 0;
  let end = 0;
  const least = Math.min(before.length, after.length);
  while (start < least && before[start] === after[start]) start += 1;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  text.replaceData(start, before.length - start - end, after.slice(start, after.length - end));
}

function morphAttributes(said, next, live) {
  for (const {name} of said.attributes) if (!next.hasAttribute(name)) live.removeAttribute(name);
  for (const {name, value} of next.attributes) {
    if (said.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}

function morphChildren(said, next, live, touched) {
  const pairs = pairUp([...said.childNodes], [...next.childNodes]);
  const kept = new Set(pairs.values());
  for (const child of said.childNodes) if (!kept.has(child)) twins.get(child)?.remove();
  let previous = null;
  for (const child of next.childNodes) {
    const old = pairs.get(child);
    if (old) {
      morph(old, child, touched);
      const node = twins.get(child);
      // A script may have taken the node elsewhere; there it stays.
      if (node?.parentNode !== live) continue;
      if (previous && !(previous.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) previous.after(node);
    } else {
      const node = document.importNode(child, true);
      remember(child, node);
      if (previous) previous.after(node);
      else live.insertBefore(node, live.firstChild);
      if (node instanceof Element) touched.add(node);
    }
    previous = twins.get(child);
  }
}

// Says for each new node which old one becomes it: one with the same id, else the only one that is equal to it, else one
// with the same name at the same place between those.
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

// The elements by what tells them from the others; what two of them share tells nothing.
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

// The old sheet goes when the new one is there: at no moment is the page bare. Those that a newer one overtook go with it.
const overtaken = new WeakMap();
function replaceSheet(said, old, fresh) {
  twins.set(said, fresh);
  const before = [...(overtaken.get(old) ?? []), old];
  overtaken.set(fresh, before);
  fresh.onload = fresh.onerror = () => before.forEach((sheet) => sheet.remove());
  old.after(fresh);
}
