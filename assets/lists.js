// A list that is searched, filtered, sorted, and compared from. The rows of a short list are in the page; what stands on
// other pages of a long one comes from data/lists/. What is chosen stands in the address, so that it can be sent.
"use strict";
(() => {
  const form = document.querySelector("form.list-tools");
  if (!form) return;
  const { dataset, elements } = form;
  const text = document.querySelector(".text");
  const selects = [...form.querySelectorAll("select")].filter((control) => control.name !== "sort");
  const state = ["q", ...selects.map((control) => control.name), ...(elements.sort ? ["sort"] : [])];
  const page = [...text.querySelectorAll("[data-id]")];
  const sections = [...text.querySelectorAll(".letter, .letter > section")];
  const around = [...text.querySelectorAll(".letters, .pager, .coming")];
  const lists = [...new Set(page.map((row) => row.closest("table, ul, ol")))];
  const found = form.querySelector(".found");
  const chips = form.querySelector(".chips");
  const picked = new Set();
  const step = 200;
  let shown = step;
  let whole = null;
  let picking = false;

  // A message of the page, with its language where that is not the page's.
  const message = (key) => form.querySelector(`.messages [data-message=${key}]`).cloneNode(true);
  const make = (tag, content, attributes = {}) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...[].concat(content));
    return element;
  };
  // A text is a string, or for another language than the page's a pair of text and language.
  const plain = (text) => Array.isArray(text) ? text[0] : text;
  const words = (text) => Array.isArray(text) ? make("span", text[0], { lang: text[1], dir: "auto" }) : text;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // The whole list: columns and tables of data/lists/ as an object a record.
  const read = (data) => {
    const column = (key) => data[key].split(";").map((own) => own ? own.split(",").map(Number) : []);
    const [status, type, choice, region, sector] = ["status", "type", "choice", "region", "sector"].map(column);
    const above = (table, own) => [...new Set(own.flatMap((code) => table[code >> 2][2]))].map((place) => table[place][0]);
    const named = (own) => {
      const word = data.statuses[own & 3][1];
      return [words(data.regions[own >> 2][1]), ...(plain(word) ? [" (", words(word), ")"] : [])];
    };
    return data.ids.map((id, at) => ({
      id, title: data.titles[at], url: data.urls[at] ?? data.start + id + data.end,
      names: folded(`${plain(data.titles[at])}\n${data.also[at] ?? ""}`),
      status: data.statuses[status[at][0] ?? 0], type: data.types[type[at][0]],
      region: above(data.regions, region[at]), sector: above(data.sectors, sector[at]),
      places: region[at].map(named), choices: choice[at].map((own) => data.choices[own]),
      date: data.dates?.[at] ?? "", when: data.whens?.[at] ?? "", line: data.lines?.[at],
    }));
  };
  const load = () => whole ??= new Promise((resolve, reject) => {
    const script = make("script", [], { src: dataset.src });
    script.onload = () => resolve(read(self.atlasLists[dataset.kind]));
    script.onerror = reject;
    document.head.append(script);
  });

  // A row of the page, with the values that the layout gave it.
  const values = (row) => {
    const list = (key) => (row.dataset[key] ?? "").split(" ").filter(Boolean);
    return {
      row, id: row.dataset.id, title: row.querySelector("a").textContent, status: [row.dataset.status ?? "stated"],
      type: [row.dataset.type], region: list("region"), sector: list("sector"),
      choices: (row.dataset.choices ?? "").split("\n"), date: row.dataset.date ?? row.dataset.year ?? "",
    };
  };
  const here = page.map(values);

  // A row of another page, made as the layout makes those of this one.
  const rowOf = (record) => record.row ??= record.line && table ? tableRow(record) : (() => {
    const item = make("li", [], { class: dataset.class });
    if (record.when) item.append(make("span", words(record.when), { class: "time" }));
    const link = make("a", words(record.title), { href: dataset.root + record.url });
    const body = make("div", link);
    const [status, label] = record.status;
    if (label) body.append(" ", make("span", words(label), { class: `badge ${status}` }));
    item.append(body);
    const about = [...(record.type ? [words(record.type[1])] : []), ...record.places];
    if (about.length) item.append(make("p", about.map((own) => make("span", own)), { class: "about" }));
    item.dataset.id = record.id;
    return item;
  })();

  // The same in a table of lines.
  const table = text.querySelector("table.entries");
  const tableRow = (record) => {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const [title, ...others] = record.line;
    const [status, label] = record.status;
    const name = make("div", make("a", words(title), { href: dataset.root + record.url }));
    if (label) name.append(" ", make("span", words(label), { class: `badge ${status}` }));
    const cells = [make("td", words(record.when), { class: "when" }), make("th", name, { scope: "row" })];
    const rest = heads.slice(2).map((head, at) => make("td", words(others[at] ?? ""), { "data-label": head }));
    const row = make("tr", [...cells, ...rest]);
    row.dataset.id = record.id;
    return row;
  };

  const year = (record) => /^-?\d+/.exec(record.date)?.[0].replace(/^(-?)0+(?=\d)/, "$1") ?? "none";
  const has = {
    region: (record, value) => record.region.includes(value),
    sector: (record, value) => record.sector.includes(value),
    type: (record, value) => record.type?.[0] === value,
    status: (record, value) => record.status[0] === value,
    year: (record, value) => year(record) === value,
  };
  const meets = (record, wanted) => selects.every(({ name }) => !wanted[name] || (has[name]
    ? has[name](record, wanted[name])
    : record.choices.includes(`${name.slice(7)}:${wanted[name]}`)));

  async function apply() {
    const wanted = Object.fromEntries(state.map((key) => [key, elements[key].value.trim()]).filter(([, value]) => value));
    const any = Object.keys(wanted).length > 0;
    const address = new URL(location.href);
    for (const key of state) address.searchParams.delete(key);
    for (const [key, value] of Object.entries(wanted)) address.searchParams.set(key, value);
    if (address.href !== location.href) history.replaceState(null, "", address);
    const paged = "paged" in dataset;
    let records = any && paged ? await load() : here;
    if (wanted.q) {
      const parts = folded(wanted.q).split(/\s+/).filter(Boolean);
      const named = (await load()).filter((record) => parts.every((word) => record.names.includes(word)));
      const ids = new Set(named.map((record) => record.id));
      records = records.filter((record) => ids.has(record.id));
    }
    const kept = records.filter((record) => meets(record, wanted));
    document.querySelector(".filtered")?.remove();
    const flat = any && (paged || wanted.sort);
    if (flat) show(kept, wanted.sort);
    else {
      home();
      const ids = new Set(kept.map((record) => record.id));
      for (const row of page) row.hidden = !ids.has(row.dataset.id);
    }
    for (const part of sections) part.hidden = any && (flat || !part.querySelector("[data-id]:not([hidden])"));
    for (const part of around) part.hidden = any;
    if (!sections.length) for (const list of lists) list.hidden = Boolean(flat);
    tell(kept, wanted, any);
  }

  // The rows of the page at the places where the layout put them.
  const homes = page.map((row) => row.parentElement);
  const home = () => page.forEach((row, at) => { if (row.parentElement !== homes[at] || row.nextElementSibling !== page[at + 1]) homes[at].append(row); });

  // What is found across sections and pages: one list in place of all.
  function show(kept, sort) {
    if (sort === "name") kept.sort((a, b) => plain(a.title).localeCompare(plain(b.title), document.documentElement.lang));
    else if (elements.sort) kept.sort((a, b) => !a.date - !b.date || (sort === "old" ? 1 : -1) * a.date.localeCompare(b.date));
    const rows = kept.slice(0, shown).map(rowOf);
    const inTable = rows[0]?.localName === "tr";
    const list = inTable ? table.cloneNode(true) : make("ul", [], { class: "entries" });
    list.querySelectorAll("[data-id]").forEach((row) => row.remove());
    list.classList.add("filtered");
    for (const row of rows) row.hidden = false;
    (inTable ? list.tBodies[0] : list).append(...rows);
    form.after(list);
    if (picking) rows.forEach(tick);
    if (kept.length <= shown) return;
    const more = make("button", message("more"), { type: "button", class: "plain-button" });
    more.onclick = () => { shown += step; apply(); };
    if (inTable) list.tBodies[0].append(make("tr", make("td", more, { colspan: list.tHead.rows[0].cells.length })));
    else list.append(make("li", more));
  }

  // How many are found, by status, and each condition with its number and a way to take it back.
  function tell(kept, wanted, any) {
    const result = () => kept.length ? [message("found"), " ", ...counted(kept)] : [message("nothing")];
    found.replaceChildren(...(any ? result() : picking ? [message("hint")] : []));
    const chip = (name, label) => {
      const button = make("button", [label, make("span", "×", { "aria-hidden": "true" })], { type: "button", "aria-label": `${dataset.without}: ${label}` });
      button.onclick = () => { elements[name].value = ""; shown = step; apply(); elements[name].focus(); };
      return make("li", button);
    };
    const named = selects.filter((control) => wanted[control.name]).map((control) =>
      chip(control.name, `${control.labels[0].firstChild.textContent.trim()}: ${control.selectedOptions[0].textContent}`));
    if (wanted.q) named.unshift(chip("q", `«${wanted.q}» (${kept.length})`));
    chips.replaceChildren(...named);
    chips.hidden = !named.length;
  }

  // «13, из них 4 в планах»: what is not simply stated is counted apart.
  function counted(records) {
    const [all, ...forms] = dataset.split.split("|");
    const parts = forms.map((word, at) => {
      const count = records.filter((record) => record.status[0] === ["planned", "proposed", "inferred"][at]).length;
      return count ? word.replace("{n}", count) : "";
    }).filter(Boolean);
    if (!parts.length) return [String(records.length)];
    const split = message("split");
    (split.firstElementChild ?? split).textContent = all.replace("{parts}", parts.join(", "));
    return [`${records.length}, `, split];
  }

  // --- comparison: the boxes come when somebody wants to compare ---
  const bar = make("p", [], { class: "compare-bar", role: "status" });
  function tick(item) {
    if (item.querySelector(".pick")) return;
    const link = item.querySelector("a");
    const box = make("input", [], { type: "checkbox", "aria-label": `${dataset.pick}: ${link.textContent}` });
    box.checked = picked.has(item.dataset.id);
    box.onchange = () => {
      if (box.checked) picked.add(item.dataset.id); else picked.delete(item.dataset.id);
      count();
    };
    link.parentElement.prepend(make("label", box, { class: "pick", title: dataset.pick }));
  }

  function count() {
    bar.hidden = picked.size === 0;
    const link = make("a", [message("pick"), ` (${picked.size})`], { href: `${dataset.compare}?kind=${encodeURIComponent(dataset.kind)}&ids=${[...picked].map(encodeURIComponent).join(",")}` });
    if (picked.size < 2 || picked.size > 6) {
      link.setAttribute("aria-disabled", "true");
      link.removeAttribute("href");
    }
    bar.replaceChildren(link, `${picked.size} / 6`);
  }

  const start = form.querySelector(".compare");
  if (start) {
    bar.hidden = true;
    text.append(bar);
    start.onclick = () => {
      picking = !picking;
      start.setAttribute("aria-pressed", String(picking));
      if (!picking) {
        text.querySelectorAll(".pick").forEach((label) => label.remove());
        picked.clear();
        count();
      }
      if (picking) for (const row of [...page, ...text.querySelectorAll(".filtered [data-id]")]) tick(row);
      apply();
    };
  }

  const asked = new URL(location.href).searchParams;
  for (const key of state) {
    const control = elements[key];
    const value = asked.get(key) ?? "";
    if (key === "q" || [...control.options].some((option) => option.value === value)) control.value = value;
  }
  form.hidden = false;
  for (const links of document.querySelectorAll("details.facets")) links.hidden = true;
  let typing = 0;
  form.oninput = (event) => {
    if (event.target.name !== "q") return;
    clearTimeout(typing);
    typing = setTimeout(() => { shown = step; apply(); }, 120);
  };
  form.onchange = (event) => { if (event.target.name !== "q") { shown = step; apply(); } };
  form.onsubmit = (event) => { event.preventDefault(); apply(); };
  form.onreset = () => setTimeout(apply);
  apply();
})();
