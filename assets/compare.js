// Two to six records side by side: compare.html?kind=cluster&ids=one,other. Names come from data/lists/, and what is
// compared from those parts of data/compare/ that hold the chosen records.
"use strict";
(() => {
  const place = document.getElementById("atlas-compare");
  if (!place) return;
  const dataset = place.dataset;
  const form = place.querySelector("form");
  const { kind: kinds, q: query } = form.elements;
  const offered = place.querySelector(".offered");
  const wait = place.querySelector(".wait");
  const entries = [...document.querySelectorAll("[data-kind][data-src]")];
  const most = 6;
  const asked = new URL(location.href).searchParams;
  let ids = [...new Set((asked.get("ids") ?? "").split(",").filter(Boolean))].slice(0, most);
  let entry = entries.find((item) => item.dataset.kind === asked.get("kind")) ?? entries[0];
  let list = null;

  const make = (tag, content, attributes = {}) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...[].concat(content));
    return element;
  };
  // A message of the page, with its language where that is not the page's.
  const message = (key) => place.querySelector(`.messages [data-message=${key}]`).cloneNode(true);
  // A text is a string, or for another language than the page's a pair of text and language.
  const plain = (text) => Array.isArray(text) ? text[0] : text;
  const words = (text) => Array.isArray(text) ? make("span", text[0], { lang: text[1], dir: "auto" }) : text;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const scripts = new Map();
  const load = (src) => {
    if (!scripts.has(src)) scripts.set(src, new Promise((resolve, reject) => {
      const script = make("script", [], { src });
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    }));
    return scripts.get(src);
  };

  // The sources of the table in the order of their notes.
  let cited = [];
  const mark = ([title, url]) => {
    const known = cited.findIndex((source) => source.url === url);
    const number = known < 0 ? cited.push({ title, url }) : known + 1;
    const first = known < 0 ? { id: `atlas-note-${number}` } : {};
    return make("a", String(number), { class: "note", role: "doc-noteref", href: `#atlas-source-${number}`, ...first });
  };
  // A claim is its text and its sources; null for one that should have a source and has none.
  const claim = ([text, sources]) => sources === null
    ? [words(text), " ", make("span", message("unsourced"), { class: "unsourced" })]
    : [words(text), ...(sources ?? []).map(mark)];
  const joined = (claims, between) => claims.flatMap((own, at) => [at ? between : "", make("span", claim(own))]);

  function sources() {
    const rows = cited.map(({ title, url }, at) => make("li", [
      make("a", words(title), { href: dataset.root + url }), " ",
      make("a", "↑", { href: `#atlas-note-${at + 1}`, role: "doc-backlink", "aria-label": `${dataset.sources}: ${at + 1}` }),
    ], { id: `atlas-source-${at + 1}` }));
    const section = make("section", [make("h2", message("sources")), make("ol", rows)], { class: "sources" });
    place.querySelector(".cited").replaceChildren(...(rows.length ? [section] : []));
  }

  // The claims of a record by row: label, values, and what stands between them.
  function claims(record) {
    const fields = message("fields");
    const { lang } = fields.firstElementChild ?? {};
    const [, name, type, date, regions, sectors, summary, ties, status] = fields.textContent.split("|")
      .map((label) => lang ? [label, lang] : label);
    const of = (own) => own?.map((index) => record.cited[index]) ?? (own === null ? null : []);
    const one = (text, own) => (text ? [[text, of(own)]] : []);
    const rows = [
      [name, plain(record.name) === plain(record.title) ? [] : one(record.name, [])],
      [type, one(record.type_label, record.type_sources)],
      [status, one(record.status_label, [])],
      [date, one(record.when, record.date_sources)],
      [regions, record.regions.map((own, at) => [own, of(record.region_sources[at])]), ", "],
      [sectors, record.sectors.map((own, at) => [own, of(record.sector_sources[at])]), ", "],
      [summary, one(record.summary, [])],
    ];
    for (const [label, text, own] of record.facts) {
      const known = rows.find((row) => plain(row[0]) === plain(label) && row.fact);
      if (known) known[1].push([text, of(own)]);
      else rows.push(Object.assign([label, [[text, of(own)]]], { fact: true }));
    }
    if (!record.sums) rows.push([ties, [[String(record.ties), []]]]);
    return rows;
  }

  const link = (text, url) => url ? make("a", words(text), { href: dataset.root + url }) : words(text);

  // What a region or sector has: a number that leads to its list, and the names that stand for it.
  function sum([, text, url, named]) {
    const names = named.map(([name, to]) => make("li", link(name, to)));
    return make("td", [plain(text) ? link(text, url) : "", ...(names.length ? [make("ul", names)] : [])]);
  }

  function row(label, cells, contents) {
    const same = cells.length > 1 && contents.every((own) => own === contents[0]);
    return make("tr", [make("th", words(label), { scope: "row" }), ...cells], same ? { class: "same" } : {});
  }

  function draw(records) {
    cited = [];
    const head = records.map((record) => {
      const remove = make("button", message("remove"), { type: "button", "aria-label": `${dataset.remove}: ${plain(record.title)}` });
      remove.onclick = () => choose(ids.filter((id) => id !== record.id));
      const name = claim(["", record.name_sources?.map((index) => record.cited[index]) ?? record.name_sources]);
      return make("th", [make("a", words(record.title), { href: dataset.root + record.url }), ...name, remove], { scope: "col" });
    });
    const own = records.map(claims);
    const labels = new Map(own.flatMap((rows) => rows.map(([label]) => [plain(label), label])));
    const body = [...labels].flatMap(([key, label]) => {
      const values = own.map((rows) => rows.find((one) => plain(one[0]) === key) ?? [label, []]);
      if (values.every(([, found]) => !found.length)) return [];
      const cells = values.map(([, found, between = "; "]) => make("td", found.length ? joined(found, between) : "—"));
      return [row(label, cells, values.map(([, found]) => found.map(([text]) => plain(text)).join("\n")))];
    });
    const sums = new Map(records.flatMap((record) => (record.sums ?? []).map(([label]) => [plain(label), label])));
    for (const [key, label] of sums) {
      const values = records.map((record) => record.sums.find((one) => plain(one[0]) === key));
      const cells = values.map((value) => value ? sum(value) : make("td", "—"));
      body.push(row(label, cells, cells.map((cell) => cell.textContent)));
    }
    const table = make("table", [make("thead", make("tr", [make("td", ""), ...head])), make("tbody", body)], { class: "side-by-side" });
    const scroll = make("div", table, { class: "scroll", role: "region", tabindex: "0", "aria-label": dataset.table });
    place.querySelector(".table").replaceChildren(...(records.length ? [scroll] : []));
    sources();
  }

  // What can be added: those whose names hold the words, in the order of the list.
  function offer() {
    const wanted = folded(query.value).split(/\s+/).filter(Boolean);
    const rows = [];
    for (let at = 0; at < list.ids.length && rows.length < 12; at += 1) {
      const names = folded(`${plain(list.titles[at])}\n${list.also[at] ?? ""}`);
      if (ids.includes(list.ids[at]) || !wanted.every((word) => names.includes(word))) continue;
      const button = make("button", words(list.titles[at]), { type: "button" });
      button.onclick = () => { query.value = ""; choose([...ids, list.ids[at]]); query.focus(); };
      rows.push(make("li", button));
    }
    offered.replaceChildren(...(ids.length < most ? rows : []));
    query.disabled = ids.length >= most;
  }

  async function show() {
    const { kind, src, parts, size } = entry.dataset;
    await load(src);
    list = self.atlasLists[kind];
    const places = ids.map((id) => list.ids.indexOf(id)).filter((at) => at >= 0);
    const numbers = [...new Set(places.map((at) => 1 + Math.floor(at / size)))];
    await Promise.all(numbers.map((number) => load(parts.replace("{n}", number))));
    const records = places.map((at) => {
      const number = 1 + Math.floor(at / size);
      return { ...self.atlasCompared[kind][number][at % size], cited: self.atlasSources[kind][number] };
    });
    const lost = ids.filter((id) => !list.ids.includes(id));
    draw(records);
    offer();
    wait.replaceChildren(...(lost.length ? [message("empty"), ` ${lost.join(", ")}`] : records.length < 2 ? [message("few")] : []));
  }

  function choose(chosen) {
    ids = chosen;
    const address = new URL(location.href);
    address.searchParams.set("kind", entry.dataset.kind);
    address.searchParams.set("ids", ids.join(","));
    history.replaceState(null, "", address);
    show().catch(() => { wait.replaceChildren(message("few")); });
  }

  if (!entry) return;
  form.hidden = false;
  kinds.value = entry.dataset.kind;
  kinds.onchange = () => {
    entry = entries.find((item) => item.dataset.kind === kinds.value);
    query.value = "";
    choose([]);
  };
  query.oninput = offer;
  form.onsubmit = (event) => {
    event.preventDefault();
    offered.querySelector("button")?.click();
  };
  show().catch(() => { wait.replaceChildren(message("few")); });
})();
