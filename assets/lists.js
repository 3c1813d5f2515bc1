// Filters, order and comparison of a list. The rows are in the page already; a list of several pages is loaded whole
// from data/lists/ when somebody first filters it. What is chosen stands in the address, so that it can be sent.
"use strict";
(() => {
  const form = document.querySelector("form.list-tools");
  if (!form) return;
  const dataset = form.dataset;
  const text = document.querySelector(".text");
  const keys = [...form.querySelectorAll("select")].map((control) => control.name).filter((key) => key !== "sort");
  const state = form.elements.sort ? [...keys, "sort"] : keys;
  const picked = new Set();
  const found = form.querySelector(".found");
  const page = [...text.querySelectorAll(".entries > li")];
  const sections = [...text.querySelectorAll(".letter")];
  const around = [...text.querySelectorAll(".letters, .pager")];
  const homes = page.map((row) => row.parentElement);
  const flat = document.createElement("ul");
  flat.className = "entries";
  const bar = document.createElement("p");
  const step = 200;
  let shown = step;
  let whole = null;

  const make = (tag, content, attributes = {}) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...[].concat(content));
    return element;
  };

  // A row of the whole list, made as the layout makes those of the page.
  const row = (record) => {
    const about = [record.type_label, ...record.regions].filter(Boolean).map((words) => make("span", words));
    const item = make("li", [], { class: dataset.class });
    if (record.when) item.append(make("span", record.when, { class: "time" }));
    const body = make("div", make("a", record.title, { href: dataset.root + record.url }));
    if (record.status_label) body.append(" ", make("span", record.status_label, { class: `badge ${record.status}` }));
    if (record.summary) body.append(make("p", record.summary));
    item.append(body);
    if (about.length) item.append(make("p", about, { class: "about" }));
    Object.assign(item.dataset, {
      id: record.id, region: record.region.join(" "), sector: record.sector.join(" "),
      type: record.type ?? "", status: record.status ?? "", year: record.year ?? "", date: record.date ?? "",
      choices: record.choices.join("\n"),
    });
    tick(item);
    return item;
  };

  const load = () => whole ??= new Promise((resolve, reject) => {
    const script = make("script", [], { src: dataset.src });
    script.onload = () => resolve(self.atlasLists[dataset.kind].map(row));
    script.onerror = reject;
    document.head.append(script);
  });

  const chosen = () => Object.fromEntries(state.map((key) => [key, form.elements[key].value]).filter(([, value]) => value));

  // Values of the site's own fields stand together in one attribute, a line each: `phase:seed`.
  const has = (item, key, value) => key.startsWith("choice-")
    ? (item.dataset.choices ?? "").split("\n").includes(`${key.slice(7)}:${value}`)
    : key === "year" && value === "none" ? !item.dataset.year
    : (item.dataset[key] ?? "").split(" ").includes(value);

  const meets = (item, wanted) => keys.every((key) => !wanted[key] || has(item, key, wanted[key]));

  async function apply() {
    const wanted = chosen();
    const any = Object.keys(wanted).length > 0;
    const address = new URL(location.href);
    for (const key of state) address.searchParams.delete(key);
    for (const [key, value] of Object.entries(wanted)) address.searchParams.set(key, value);
    if (address.href !== location.href) history.replaceState(null, "", address);
    const rows = any && "paged" in dataset ? await load() : page;
    const kept = rows.filter((item) => meets(item, wanted));
    if (!any) {
      page.forEach((item, at) => { item.hidden = false; homes[at].append(item); });
      flat.remove();
    } else {
      const order = wanted.sort || (form.elements.sort ? "new" : "");
      const day = (item) => item.dataset.date || item.dataset.year || "";
      const sign = order === "old" ? 1 : -1;
      const name = (item) => item.querySelector("a").textContent;
      if (order === "name") kept.sort((a, b) => name(a).localeCompare(name(b), document.documentElement.lang));
      else if (order) kept.sort((a, b) => !day(a) - !day(b) || sign * day(a).localeCompare(day(b)));
      const visible = kept.slice(0, shown);
      for (const item of visible) item.hidden = false;
      flat.replaceChildren(...visible);
      if (kept.length > shown) {
        const more = make("button", dataset.more, { type: "button", class: "plain-button" });
        more.onclick = () => { shown += step; apply(); };
        flat.append(make("li", more));
      }
      form.after(flat);
    }
    for (const part of [...sections, ...around]) part.hidden = any;
    for (const home of new Set(homes)) if (!sections.length) home.hidden = any;
    found.textContent = !any ? (dataset.compare ? dataset.hint : "") : kept.length ? `${dataset.found} ${counted(kept)}` : dataset.nothing;
  }

  // «13, из них 4 в планах»: what is not simply stated is counted apart.
  function counted(rows) {
    const [whole, ...words] = dataset.split.split("|");
    const parts = words.map((word, at) => {
      const count = rows.filter((item) => item.dataset.status === ["planned", "proposed", "inferred"][at]).length;
      return count ? word.replace("{n}", count) : "";
    }).filter(Boolean);
    return parts.length ? `${rows.length}, ${whole.replace("{parts}", parts.join(", "))}` : String(rows.length);
  }

  // --- comparison ---
  function tick(item) {
    const box = make("input", [], { type: "checkbox", "aria-label": `${dataset.pick}: ${item.querySelector("a").textContent}` });
    box.checked = picked.has(item.dataset.id);
    box.onchange = () => {
      if (box.checked) picked.add(item.dataset.id); else picked.delete(item.dataset.id);
      show();
    };
    item.querySelector("div").prepend(make("label", box, { class: "pick", title: dataset.pick }));
  }

  function show() {
    bar.hidden = picked.size === 0;
    const link = make("a", `${dataset.pick} (${picked.size})`, { href: `${dataset.compare}?kind=${encodeURIComponent(dataset.kind)}&ids=${[...picked].map(encodeURIComponent).join(",")}` });
    if (picked.size < 2 || picked.size > 6) {
      link.setAttribute("aria-disabled", "true");
      link.removeAttribute("href");
    }
    bar.replaceChildren(link, `${picked.size} / 6`);
  }

  if (dataset.compare) {
    bar.className = "compare-bar";
    bar.hidden = true;
    bar.setAttribute("role", "status");
    text.append(bar);
    page.forEach(tick);
  }
  const asked = new URL(location.href).searchParams;
  for (const key of state) {
    const control = form.elements[key];
    const value = asked.get(key) ?? "";
    if ([...control.options].some((option) => option.value === value)) control.value = value;
  }
  form.hidden = false;
  for (const links of document.querySelectorAll("details.facets")) links.hidden = true;
  form.onchange = () => { shown = step; apply(); };
  form.onsubmit = (event) => event.preventDefault();
  form.onreset = () => setTimeout(apply);
  apply();
})();
