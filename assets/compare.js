// Two to six records side by side: compare.html?kind=cluster&ids=one,other. The records come from data/lists/.
"use strict";
(() => {
  const place = document.getElementById("atlas-compare");
  if (!place) return;
  const dataset = place.dataset;
  const asked = new URL(location.href).searchParams;
  const kind = asked.get("kind") ?? "";
  const ids = [...new Set((asked.get("ids") ?? "").split(",").filter(Boolean))].slice(0, 6);
  const entry = [...document.querySelectorAll("[data-kind][data-src]")].find((item) => item.dataset.kind === kind);
  const wait = place.querySelector(".wait");

  const make = (tag, content, attributes = {}) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...[].concat(content));
    return element;
  };
  const without = (id) => {
    const address = new URL(location.href);
    address.searchParams.set("ids", ids.filter((other) => other !== id).join(","));
    return address.href;
  };

  // The sources of the table in the order of their notes.
  const cited = [];
  let titles = [];
  const mark = (source) => {
    const known = cited.indexOf(source);
    const number = known < 0 ? cited.push(source) : known + 1;
    const first = known < 0 ? { id: `atlas-note-${number}` } : {};
    return make("a", String(number), { class: "note", role: "doc-noteref", href: `#atlas-source-${number}`, ...first });
  };
  // A claim is its text and the indices of its sources; null for one that should have a source and has none.
  const claim = ([text, sources]) => sources === null
    ? [text, " ", make("span", dataset.unsourced, { class: "unsourced" })]
    : [text, ...(sources ?? []).map(mark)];
  const joined = (claims, between) => claims.flatMap((own, at) => [at ? between : "", make("span", claim(own))]);

  function list() {
    const rows = cited.map((source, at) => make("li", [
      make("a", titles[source][0], { href: dataset.root + titles[source][1] }), " ",
      make("a", "↑", { href: `#atlas-note-${at + 1}`, role: "doc-backlink", "aria-label": `${dataset.sources}: ${at + 1}` }),
    ], { id: `atlas-source-${at + 1}` }));
    const section = make("section", [make("h2", dataset.sources), make("ol", rows)], { class: "sources" });
    place.querySelector(".cited").replaceChildren(...(rows.length ? [section] : []));
  }

  function draw(all) {
    const records = ids.map((id) => all.find((record) => record.id === id)).filter(Boolean);
    const lost = ids.filter((id) => !all.some((record) => record.id === id));
    wait.textContent = lost.length ? `${dataset.empty} ${lost.join(", ")}` : records.length < 2 ? dataset.few : "";
    if (!records.length) return;
    const [, name, type, date, regions, sectors, summary, ties, status] = dataset.fields.split("|");
    const rows = [
      [name, (record) => (record.name === record.title ? [] : [[record.name, []]])],
      [type, (record) => (record.type_label ? [[record.type_label, record.type_sources]] : [])],
      [status, (record) => (record.status_label ? [[record.status_label, []]] : [])],
      [date, (record) => (record.when ? [[record.when, record.date_sources]] : [])],
      [regions, (record) => record.regions.map((own, at) => [own, record.region_sources[at]]), ", "],
      [sectors, (record) => record.sectors.map((own, at) => [own, record.sector_sources[at]]), ", "],
      [summary, (record) => (record.summary ? [[record.summary, []]] : [])],
    ];
    const labels = [];
    for (const record of records) for (const [label] of record.facts) if (!labels.includes(label)) labels.push(label);
    for (const label of labels) {
      rows.push([label, (record) => record.facts.filter(([own]) => own === label).map(([, ...own]) => own)]);
    }
    rows.push([ties, (record) => [[String(record.ties), []]]]);
    const head = records.map((record) => {
      const cell = make("th", [make("a", record.title, { href: dataset.root + record.url }), ...claim(["", record.name_sources])], { scope: "col" });
      if (records.length > 2) {
        const remove = make("button", dataset.remove, { type: "button", "aria-label": `${dataset.remove}: ${record.title}` });
        remove.onclick = () => location.assign(without(record.id));
        cell.append(remove);
      }
      return cell;
    });
    const body = rows.flatMap(([label, of, between = "; "]) => {
      const values = records.map(of);
      if (values.every((claims) => !claims.length)) return [];
      const words = values.map((claims) => claims.map(([text]) => text).join(between));
      const same = words.every((text) => text === words[0]);
      const cells = values.map((claims) => make("td", claims.length ? joined(claims, between) : "—"));
      return [make("tr", [make("th", label, { scope: "row" }), ...cells], same ? { class: "same" } : {})];
    });
    const table = make("table", [make("thead", make("tr", [make("td", ""), ...head])), make("tbody", body)], { class: "side-by-side" });
    place.querySelector(".table").replaceChildren(make("div", table, { class: "scroll", role: "region", tabindex: "0", "aria-label": dataset.table }));
    list();
  }

  if (!entry || !ids.length) {
    wait.textContent = dataset.few;
    return;
  }
  const script = make("script", [], { src: entry.dataset.src });
  script.onload = () => { titles = self.atlasSources[kind]; draw(self.atlasLists[kind]); };
  script.onerror = () => { wait.textContent = dataset.few; };
  document.head.append(script);
})();
