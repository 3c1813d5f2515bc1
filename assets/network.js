// The network's page: the drawing that answers, a part of the network, and the shortest way between two records. The data is
// a script, so that it loads from a folder too; it is asked for when somebody first uses the page's forms or comes with a
// question in the address. What is asked stands in the address; what is shown follows from it.
"use strict";
(() => {
  const tools = document.getElementById("atlas-network-tools");
  if (!tools) return;
  const { dataset } = tools;
  const [path, filters] = tools.querySelectorAll("form");
  const answer = path.querySelector(".path-answer");
  const found = filters.querySelector(".found");
  const suggestions = document.getElementById("atlas-network-names");
  const keys = ["kind", "relation", "region", "sector"];
  const ends = ["from", "to"];
  const step = 60;
  let shown = step;
  let loading = null;
  let graph = null;

  const make = (tag, content, attributes = {}) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...[].concat(content));
    return element;
  };
  // A message of the page, with its language where that is not the page's.
  const message = (key) => tools.querySelector(`.messages [data-message=${key}]`).cloneNode(true);
  // A text is a string, or for another language than the page's a pair of text and language.
  const plain = (text) => Array.isArray(text) ? text[0] : text;
  const words = (text) => Array.isArray(text) ? make("span", text[0], { lang: text[1], dir: "auto" }) : text;
  const folded = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/[«»"„“”]/g, "").trim();
  // A message with other words in its place.
  const reworded = (key, of) => {
    const own = message(key);
    const inner = own.firstElementChild ?? own;
    inner.textContent = of(inner.textContent);
    return own;
  };
  // What is planned, proposed or inferred looks so, and is counted apart.
  const counted = (records) => {
    const [whole, ...forms] = dataset.split.split("|");
    const parts = forms.map((word, at) => [word, records.filter((record) => record[7] === at + 1).length])
      .filter(([, count]) => count).map(([word, count]) => word.replace("{n}", count));
    return parts.length ? [`${records.length}, `, reworded("split", () => whole.replace("{parts}", parts.join(", ")))] : [String(records.length)];
  };
  const link = (record) => {
    const name = make("a", words(record[0]), { href: dataset.root + record[1] });
    return record[7] ? make("span", [name, " ", make("span", words(graph.statuses[record[7]]), { class: "badge" })]) : name;
  };

  const load = () => loading ??= new Promise((resolve, reject) => {
    const script = make("script", [], { src: dataset.src });
    script.addEventListener("load", () => {
      graph = self.atlasNetwork;
      for (const record of graph.records) {
        record[3] = record[3].map((place) => graph.regions[place]);
        record[4] = record[4].map((place) => graph.sectors[place]);
        record[6] ||= record[1].split("/").pop().replace(/\.html$/, "");
      }
      graph.edges = graph.edges.flatMap(([from, relation, status, sources, period, ...to]) =>
        to.map((one) => [from, one, relation, status, sources, period]));
      graph.around = graph.records.map(() => []);
      graph.edges.forEach(([from, to], at) => {
        graph.around[from].push([to, 0, at]);
        graph.around[to].push([from, 1, at]);
      });
      graph.names = graph.records.map((record) => `${folded(plain(record[0]))} ${folded(record[5])} ${record[6]}`);
      const used = new Set(graph.edges.map((edge) => edge[2]));
      // Relations of one label are one choice.
      const named = new Map();
      graph.relations.forEach(([, label], at) => { if (used.has(at) && !named.has(plain(label))) named.set(plain(label), [label, at]); });
      filters.elements.relation.append(...[...named.values()].map(([label, at]) => {
        const lang = Array.isArray(label) ? { lang: label[1] } : {};
        return make("option", plain(label), { value: String(at), ...lang });
      }));
      resolve();
    }, { once: true });
    script.onerror = reject;
    document.head.append(script);
  });

  // --- the drawing: a point that is pointed at lights up with its neighbours, and a card says what it is ---
  const overview = document.querySelector("svg.overview");
  const card = document.getElementById("atlas-network-card");
  const nodes = new Map([...overview?.querySelectorAll("[data-node]") ?? []].map((circle) => [circle.dataset.node, circle.parentElement]));
  const edges = [...overview?.querySelectorAll("[data-ends]") ?? []].map((edge) => [edge, edge.dataset.ends.split(" ")]);
  const table = document.querySelector("#atlas-network-table");
  const rows = new Map([...table?.tBodies[0].rows ?? []].map((row) => [row.querySelector("a").getAttribute("href"), row]));
  let marked = null;
  let lit = null;

  // Names that the drawing has no room for, near their points or at the end of a line, where they cover nothing else that is
  // lit; if each must be named, where they cover least.
  function name(links, each) {
    const boxes = (selector) => links.map((one) => one.querySelector(selector)).filter(Boolean).map((part) => part.getBBox());
    const taken = [...boxes("text"), ...boxes("circle")];
    const common = (from, long, start, size) => Math.max(0, Math.min(from + long, start + size) - Math.max(from, start));
    const covered = (box) => taken.reduce((sum, other) =>
      sum + common(box.x, box.width, other.x, other.width) * common(box.y, box.height, other.y, other.height), 0);
    const { width: wide, height: tall } = overview.viewBox.baseVal;
    const draw = (tag, attributes) => {
      const element = document.createElementNS(overview.namespaceURI, tag);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    for (const one of links.filter((own) => !own.querySelector("text"))) {
      const title = one.querySelector("title");
      const lang = title.closest("[lang]").getAttribute("lang");
      const label = draw("text", { class: "label added", lang });
      const full = title.textContent;
      label.textContent = full.length > 32 ? `${full.slice(0, 30).trim()}…` : full;
      one.append(label);
      const { width, height } = label.getBBox();
      const [x, y, r] = ["cx", "cy", "r"].map((key) => one.querySelector("circle")[key].baseVal.value);
      const around = [3, 14, 26, 42, 62, 86].flatMap((gap) => [0, 1, -1, 2, -2, 3, -3, 4].map((eighth) => {
        const [right, down] = [Math.cos, Math.sin].map((of) => of(eighth * Math.PI / 4));
        const far = r + gap;
        return { gap, x: x + right * far - width * (1 - right) / 2, y: y + down * far - height * (1 - down) / 2, width, height };
      })).filter((box) => box.x >= 0 && box.y >= 0 && box.x + width <= wide && box.y + height <= tall);
      const [[cost, best] = []] = around.map((box) => [covered(box), box]).sort((a, b) => a[0] - b[0]);
      if (!best || (cost && !each)) {
        label.remove();
        continue;
      }
      label.setAttribute("x", best.x);
      label.setAttribute("y", best.y + height * .78);
      taken.push(best);
      if (best.gap < 14) continue;
      const [toX, toY] = [Math.min(Math.max(x, best.x), best.x + width), Math.min(Math.max(y, best.y), best.y + height)];
      one.prepend(draw("path", { class: "leader added", d: `M${x} ${y}L${toX} ${toY}` }));
    }
  }

  function draw() {
    if (!overview) return;
    for (const part of overview.querySelectorAll(".added")) part.remove();
    const own = lit?.querySelector("[data-node]").dataset.node;
    const near = new Set(own === undefined ? [] : [own]);
    for (const [edge, [from, to]] of edges) {
      const touches = from === own || to === own;
      edge.classList.toggle("near", touches);
      if (touches) near.add(from).add(to);
      edge.classList.toggle("on", Boolean(marked?.edges.has(`${from} ${to}`)));
    }
    for (const [number, node] of nodes) {
      node.classList.toggle("near", near.has(number));
      node.classList.toggle("on", Boolean(marked?.nodes.has(number)));
    }
    const of = (numbers) => [...numbers].map((number) => nodes.get(number)).filter(Boolean);
    const some = marked ? of(marked.nodes) : [];
    // A part of which nothing is drawn leaves the drawing as it is.
    overview.classList.toggle("some", some.length > 0);
    overview.classList.toggle("lit", lit !== null);
    if (lit) name(of(near), true);
    else if (some.length) name(some, some.length < 20);
  }

  // A narrow screen shows a part of the drawing, with a point in its middle.
  function reach(node) {
    const pan = overview.parentElement;
    const [at, box] = [node.querySelector("circle"), pan].map((one) => one.getBoundingClientRect());
    if (pan.scrollWidth > pan.clientWidth) pan.scrollLeft += at.x - box.x - box.width / 2;
  }

  function describe() {
    const row = lit && rows.get(lit.getAttribute("href"));
    card.hidden = !row;
    if (!row) return;
    const [title, kind, places, count, which] = [...row.cells].map((cell) => [...cell.cloneNode(true).childNodes]);
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const where = places.length ? [" · ", ...places] : [];
    card.replaceChildren(make("p", title, { class: "title" }), make("p", [...kind, ...where]),
      make("p", [`${heads[3]}: `, ...count, " — ", ...which]));
    // On a wide screen it stands in the corner that is farthest from the point.
    const [pan, at, own] = [overview.parentElement, lit.querySelector("circle"), card].map((one) => one.getBoundingClientRect());
    const [top, bottom] = [Math.max(pan.top, 0), Math.min(pan.bottom, innerHeight)];
    const left = at.x > (pan.left + pan.right) / 2 ? 0 : pan.width - own.width;
    card.style.left = `${left}px`;
    card.style.top = `${(at.y > (top + bottom) / 2 ? top : bottom - own.height) - pan.top}px`;
  }

  function light(node) {
    if (node === lit) return;
    lit?.removeAttribute("aria-describedby");
    lit = node;
    draw();
    describe();
    if (!card.hidden) lit?.setAttribute("aria-describedby", card.id);
  }

  if (overview) {
    let waiting = 0;
    let before = null;
    const node = (event) => event.target.closest?.("a.node") ?? null;
    const focused = () => overview.contains(document.activeElement) ? document.activeElement : null;
    const later = () => { waiting = setTimeout(() => light(focused()), 200); };
    overview.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      clearTimeout(waiting);
      if (node(event)) light(node(event)); else later();
    });
    overview.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") later(); });
    card.addEventListener("pointerenter", () => clearTimeout(waiting));
    card.addEventListener("pointerleave", later);
    // A finger shows the card first; the second touch, or the name in the card, leads to the page.
    overview.addEventListener("pointerdown", (event) => { before = event.pointerType === "touch" ? lit : node(event); });
    overview.addEventListener("click", (event) => {
      if (event.detail && node(event) && node(event) !== before) event.preventDefault();
      light(node(event));
    });
    overview.addEventListener("focusin", (event) => light(node(event)));
    overview.addEventListener("focusout", later);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") light(null); });
    reach(overview.querySelector(".start"));
  }

  // --- a part of the network ---
  const wanted = () => Object.fromEntries(keys.map((key) => [key, filters.elements[key].value]));

  function filter() {
    const { kind, relation, region, sector } = wanted();
    found.replaceChildren();
    if (![kind, relation, region, sector].some(Boolean)) return;
    const fits = (record) => (!kind || graph.kinds[record[2]] === kind)
      && (!region || record[3].includes(region)) && (!sector || record[4].includes(sector));
    const keep = graph.records.map(fits);
    const label = relation && plain(graph.relations[relation]?.[1]);
    const part = graph.edges.filter(([from, to, own]) => relation
      ? (keep[from] || keep[to]) && plain(graph.relations[own][1]) === label : keep[from] && keep[to]);
    let on = keep;
    if (relation) {
      on = graph.records.map(() => false);
      for (const [from, to] of part) on[from] = on[to] = true;
    }
    mark(graph.records.flatMap((_, at) => on[at] ? [at] : []), part);
    const list = graph.records.filter((_, at) => on[at]);
    found.append(make("p", [message("found"), " ", ...counted(list)]));
    found.append(make("ul", list.slice(0, shown).map((record) => make("li", link(record)))));
    if (list.length > shown) {
      const more = make("button", message("more"), { type: "button" });
      more.onclick = () => { shown += step; filter(); };
      found.append(more);
    }
  }

  function mark(records, relations) {
    marked = { nodes: new Set([...records].map(String)), edges: new Set(relations.map(([from, to]) => `${from} ${to}`)) };
    draw();
    const first = overview?.querySelector(".node.on");
    if (first) reach(first);
  }

  // --- the way between two records ---
  const find = (asked) => {
    const wanted = folded(asked);
    if (!wanted) return -1;
    const exact = graph.records.findIndex((record) => folded(plain(record[0])) === wanted || record[6] === asked.trim() || folded(record[5]) === wanted);
    return exact >= 0 ? exact : graph.names.findIndex((name) => name.includes(wanted));
  };

  function way(from, to) {
    const before = new Map([[from, null]]);
    const open = [from];
    for (let at = 0; at < open.length; at += 1) {
      if (open[at] === to) break;
      for (const [next, side, edge] of graph.around[open[at]]) {
        if (before.has(next)) continue;
        before.set(next, { from: open[at], to: next, side, edge: graph.edges[edge] });
        open.push(next);
      }
    }
    if (!before.has(to)) return null;
    const steps = [];
    for (let at = to; before.get(at); at = before.get(at).from) steps.unshift(before.get(at));
    return steps;
  }

  // Regions and sectors are no ties, but they are what two records can have in common.
  function shared(one, other) {
    const [a, b] = [graph.records[one], graph.records[other]];
    const titles = (key, at) => [...filters.elements[key].options]
      .filter((option) => option.value && a[at].includes(option.value) && b[at].includes(option.value))
      .map((option) => option.textContent);
    const all = [...titles("region", 3), ...titles("sector", 4)];
    return all.length ? [make("p", [message("shared"), ` ${all.join(", ")}`])] : [];
  }

  // A step as a sentence: who is tied to whom and how; when; of what status; where that is known from.
  function sentence({ from, to, side, edge: [, , relation, status, sources, period] }) {
    const [one, other] = [graph.records[from], graph.records[to]];
    const labels = graph.relations[relation];
    // The page of the record tells in this group where the relation is known from.
    const group = `#atlas-relation-${side ? labels[3] : labels[0]}`;
    const label = make("a", words(labels[4 + side]), { href: dataset.root + one[1] + group, class: "tie" });
    const details = [period || one[8] || other[8], graph.statuses[status]].filter(Boolean).map((detail) => [words(detail)]);
    const cited = sources && sources.map((source) => graph.sources[source])
      .flatMap(([title, url], at) => [at ? ", " : " ", make("a", words(title), { href: dataset.root + url })]);
    details.push(!cited ? [message("derived")] : cited.length ? [message("source"), ...cited] : [message("unsourced")]);
    const line = details.flatMap((detail, at) => at ? [" · ", ...detail] : detail);
    return make("li", [link(one), " — ", label, ": ", link(other), " ", make("small", line)]);
  }

  // The sentences as a text, with the address at which they stand.
  const text = (items) => [...items.map((item, at) => `${at + 1}. ${item.textContent}`), location.href].join("\n");

  function copyButton(list, items) {
    const button = make("button", message("copy"), { type: "button", class: "plain-button" });
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text(items));
      } catch {
        // Without leave to write there, the sentences are selected and copied as they stand.
        getSelection().selectAllChildren(list);
        document.execCommand("copy");
      }
      button.replaceChildren(message("copied"));
    };
    return button;
  }

  function walk() {
    const names = ends.map((key) => path.elements[key].value);
    answer.replaceChildren();
    if (names.some((name) => !name.trim())) return;
    const [from, to] = names.map(find);
    const lost = [from, to].findIndex((end) => end < 0);
    if (lost >= 0) return answer.append(make("p", [message("unknown"), ` ${names[lost]}`]));
    if (from === to) return answer.append(make("p", message("same")));
    const steps = way(from, to);
    if (!steps) return answer.append(make("p", message("none")), ...shared(from, to));
    const between = steps.length - 1;
    const length = reworded("steps", (forms) => {
      const lengths = forms.split("|");
      return between < lengths.length - 1 ? lengths[between] : `${lengths.at(-1)} ${between}`;
    });
    const items = steps.map(sentence);
    const list = make("ol", items, { class: "walk" });
    answer.append(make("p", length), list, copyButton(list, items));
    mark([from, ...steps.map((one) => one.to)], steps.map((one) => one.edge));
  }

  function suggest(asked) {
    const wanted = folded(asked);
    const near = graph.records.filter((_, at) => wanted && graph.names[at].includes(wanted)).slice(0, 30);
    suggestions.replaceChildren(...near.map((record) => make("option", [], { value: plain(record[0]) })));
  }

  // --- the address ---
  function ask() {
    const state = new URLSearchParams();
    for (const [form, names] of [[filters, keys], [path, ends]]) {
      for (const key of names) if (form.elements[key].value.trim()) state.set(key, form.elements[key].value);
    }
    const address = state.size ? `#${state}` : location.pathname + location.search;
    history.pushState(null, "", address);
    dispatchEvent(new Event("hashchange"));
  }

  async function show() {
    const asked = () => new URLSearchParams(location.hash.slice(1));
    const some = [...keys, ...ends].some((key) => asked().has(key));
    // Another part of the page is no question.
    if (!some && location.hash.length > 1) return;
    if (some) await load();
    const state = asked();
    for (const [form, names] of [[filters, keys], [path, ends]]) {
      for (const key of names) form.elements[key].value = state.get(key) ?? "";
    }
    shown = step;
    marked = null;
    draw();
    found.replaceChildren();
    answer.replaceChildren();
    if (!some) return;
    filter();
    walk();
  }

  tools.hidden = false;
  for (const form of [path, filters]) form.addEventListener("focusin", load, { once: true });
  for (const key of ends) {
    path.elements[key].addEventListener("input", async (event) => { await load(); suggest(event.target.value); });
  }
  for (const form of [path, filters]) form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  filters.addEventListener("change", ask);
  // The reset clears the whole question, and its answer with it.
  filters.addEventListener("reset", () => setTimeout(() => { path.reset(); ask(); }));
  addEventListener("hashchange", show);
  show();
})();
