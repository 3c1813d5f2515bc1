// The network's page: a part of it, and the shortest way between two records. The data is a script, so that it loads
// from a folder too; it is asked for when somebody first uses the page's forms or comes with a question in the address.
"use strict";
(() => {
  const tools = document.getElementById("atlas-network-tools");
  if (!tools) return;
  const dataset = tools.dataset;
  const [path, filters] = tools.querySelectorAll("form");
  const answer = path.querySelector(".path-answer");
  const found = filters.querySelector(".found");
  const overview = document.querySelector(".overview");
  const names = document.getElementById("atlas-network-names");
  const keys = ["kind", "relation", "region", "sector"];
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
  const plain = (words) => words.toLowerCase().replaceAll("ё", "е").replace(/[«»"„“”]/g, "").trim();
  // What is planned, proposed or inferred looks so, and is counted apart.
  const counted = (records) => {
    const [whole, ...words] = dataset.split.split("|");
    const parts = words.map((word, at) => [word, records.filter((record) => record[7] === at + 1).length])
      .filter(([, count]) => count).map(([word, count]) => word.replace("{n}", count));
    return parts.length ? `${records.length}, ${whole.replace("{parts}", parts.join(", "))}` : String(records.length);
  };
  const link = (record) => {
    const name = make("a", record[0], { href: dataset.root + record[1] });
    return record[7] ? make("span", [name, " ", make("span", graph.statuses[record[7]], { class: "badge" })]) : name;
  };

  const load = () => loading ??= new Promise((resolve, reject) => {
    const script = make("script", [], { src: dataset.src });
    script.onload = () => {
      graph = self.atlasNetwork;
      graph.around = graph.records.map(() => []);
      graph.edges.forEach(([from, to, relation, status], at) => {
        graph.around[from].push([to, relation, 0, status, at]);
        graph.around[to].push([from, relation, 1, status, at]);
      });
      graph.names = graph.records.map((record) => `${plain(record[0])} ${plain(record[5])} ${record[6]}`);
      const used = new Set(graph.edges.map((edge) => edge[2]));
      // Relations of one label are one choice.
      const named = new Map();
      graph.relations.forEach(([, label], at) => { if (used.has(at) && !named.has(label)) named.set(label, at); });
      const options = [...named];
      filters.elements.relation.append(...options.map(([label, at]) => make("option", label, { value: String(at) })));
      resolve();
    };
    script.onerror = reject;
    document.head.append(script);
  });

  // --- a part of the network ---
  async function filter() {
    await load();
    const wanted = Object.fromEntries(keys.map((key) => [key, filters.elements[key].value]));
    const any = keys.some((key) => wanted[key] !== "");
    remember();
    const fits = (record) => (!wanted.kind || graph.kinds[record[2]][0] === wanted.kind)
      && (!wanted.region || record[3].includes(wanted.region))
      && (!wanted.sector || record[4].includes(wanted.sector));
    const keep = graph.records.map(fits);
    const edges = graph.edges.map(([from, to, relation]) => (keep[from] || keep[to])
      && (wanted.relation === "" || graph.relations[relation][1] === graph.relations[wanted.relation]?.[1]) && (wanted.relation !== "" || (keep[from] && keep[to])));
    let on = keep;
    if (wanted.relation !== "") {
      on = graph.records.map(() => false);
      graph.edges.forEach(([from, to], at) => {
        if (edges[at]) { on[from] = on[from] || keep[from]; on[to] = on[to] || keep[to]; }
      });
    }
    mark(any, on, (from, to, at) => edges[at]);
    const list = graph.records.filter((_, at) => on[at]);
    found.replaceChildren();
    if (!any) return;
    found.append(make("p", `${dataset.found} ${counted(list)}`));
    found.append(make("ul", list.slice(0, shown).map((record) => make("li", link(record)))));
    if (list.length > shown) {
      const more = make("button", dataset.more, { type: "button" });
      more.onclick = () => { shown += step; filter(); };
      found.append(more);
    }
  }

  // The nodes and edges of the drawing stand in the order of the data, as far as they are drawn.
  function mark(any, on, joined) {
    if (!overview) return;
    overview.classList.toggle("some", any);
    for (const circle of overview.querySelectorAll("[data-node]")) {
      circle.parentElement.classList.toggle("on", any && on[circle.dataset.node]);
    }
    const wanted = new Set();
    graph.edges.forEach(([from, to], at) => { if (joined(from, to, at)) wanted.add(`${from} ${to}`); });
    for (const edge of overview.querySelectorAll("[data-ends]")) {
      edge.classList.toggle("on", any && wanted.has(edge.dataset.ends));
    }
  }

  // --- the way between two records ---
  const find = (words) => {
    const wanted = plain(words);
    if (!wanted) return -1;
    const exact = graph.records.findIndex((record) => plain(record[0]) === wanted || record[6] === words.trim() || plain(record[5]) === wanted);
    return exact >= 0 ? exact : graph.names.findIndex((name) => name.includes(wanted));
  };

  function way(from, to) {
    const before = new Map([[from, null]]);
    const open = [from];
    for (let at = 0; at < open.length; at += 1) {
      if (open[at] === to) break;
      for (const hop of graph.around[open[at]]) {
        if (before.has(hop[0])) continue;
        before.set(hop[0], [open[at], hop]);
        open.push(hop[0]);
      }
    }
    if (!before.has(to)) return null;
    const steps = [];
    for (let at = to; before.get(at); [at] = before.get(at)) steps.unshift(before.get(at));
    return steps;
  }

  // Regions and sectors are no ties, but they are what two records can have in common.
  function shared(one, other) {
    const [a, b] = [graph.records[one], graph.records[other]];
    const titles = (key, at) => [...filters.elements[key].options]
      .filter((option) => option.value && a[at].includes(option.value) && b[at].includes(option.value))
      .map((option) => option.textContent);
    const all = [...titles("region", 3), ...titles("sector", 4)];
    return all.length ? [make("p", `${dataset.shared} ${all.join(", ")}`)] : [];
  }

  async function walk() {
    await load();
    remember();
    const words = [path.elements.from.value, path.elements.to.value];
    const ends = words.map(find);
    answer.replaceChildren();
    if (words.some((word) => !word.trim())) return;
    const lost = ends.findIndex((end) => end < 0);
    if (lost >= 0) return answer.append(make("p", `${dataset.unknown} ${words[lost]}`));
    if (ends[0] === ends[1]) return answer.append(make("p", dataset.same));
    const steps = way(...ends);
    if (!steps) return answer.append(make("p", dataset.none), ...shared(...ends));
    const items = [make("li", link(graph.records[ends[0]]))];
    for (const [from, [to, relation, side, status]] of steps) {
      // The page of the record before tells in this group where the relation is known from.
      const words = graph.relations[relation];
      const group = `#atlas-relation-${side ? words[3] : words[0]}`;
      const label = make("a", words[1 + side], { href: dataset.root + graph.records[from][1] + group });
      items.push(make("li", [make("span", [label, status ? ` (${graph.statuses[status]}): ` : ": "]), link(graph.records[to])]));
    }
    const lengths = dataset.steps.split("|");
    const between = steps.length - 1;
    const length = between < lengths.length - 1 ? lengths[between] : `${lengths.at(-1)} ${between}`;
    answer.append(make("ol", items, { class: "walk" }), make("p", length));
    const on = graph.records.map(() => false);
    on[ends[0]] = true;
    for (const [, hop] of steps) on[hop[0]] = true;
    const taken = new Set(steps.map(([, hop]) => hop[4]));
    mark(true, on, (from, to, at) => taken.has(at));
  }

  function suggest(words) {
    const wanted = plain(words);
    const near = graph.records.filter((_, at) => wanted && graph.names[at].includes(wanted)).slice(0, 30);
    names.replaceChildren(...near.map((record) => make("option", [], { value: record[0] })));
  }

  // --- the address ---
  function remember() {
    const state = new URLSearchParams();
    for (const key of keys) if (filters.elements[key].value) state.set(key, filters.elements[key].value);
    for (const key of ["from", "to"]) if (path.elements[key].value) state.set(key, path.elements[key].value);
    history.replaceState(null, "", state.size ? `#${state}` : location.pathname + location.search);
  }

  async function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    if (![...keys, "from", "to"].some((key) => state.has(key))) return;
    await load();
    for (const key of keys) filters.elements[key].value = state.get(key) ?? "";
    for (const key of ["from", "to"]) path.elements[key].value = state.get(key) ?? "";
    if (keys.some((key) => state.get(key))) await filter();
    if (state.get("from") && state.get("to")) await walk();
  }

  tools.hidden = false;
  for (const form of [path, filters]) form.addEventListener("focusin", load, { once: true });
  for (const name of ["from", "to"]) {
    path.elements[name].addEventListener("input", async (event) => { await load(); suggest(event.target.value); });
  }
  path.addEventListener("submit", (event) => { event.preventDefault(); walk(); });
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("change", () => { shown = step; filter(); });
  filters.addEventListener("reset", () => setTimeout(filter));
  recall();
})();
