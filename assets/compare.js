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

  function draw(all) {
    const records = ids.map((id) => all.find((record) => record.id === id)).filter(Boolean);
    const lost = ids.filter((id) => !all.some((record) => record.id === id));
    wait.textContent = lost.length ? `${dataset.empty} ${lost.join(", ")}` : records.length < 2 ? dataset.few : "";
    if (!records.length) return;
    const [, name, type, date, regions, sectors, summary, ties, status] = dataset.fields.split("|");
    const rows = [
      [name, (record) => (record.name === record.title ? "" : record.name)],
      [type, (record) => record.type_label],
      [status, (record) => record.status_label],
      [date, (record) => record.when],
      [regions, (record) => record.regions.join(", ")],
      [sectors, (record) => record.sectors.join(", ")],
      [summary, (record) => record.summary],
    ];
    const labels = [];
    for (const record of records) for (const [label] of record.facts) if (!labels.includes(label)) labels.push(label);
    for (const label of labels) {
      rows.push([label, (record) => record.facts.filter(([own]) => own === label).map(([, value]) => value).join("; ")]);
    }
    rows.push([ties, (record) => String(record.ties)]);
    const head = records.map((record) => {
      const cell = make("th", make("a", record.title, { href: dataset.root + record.url }), { scope: "col" });
      if (records.length > 2) {
        const remove = make("button", dataset.remove, { type: "button", "aria-label": `${dataset.remove}: ${record.title}` });
        remove.onclick = () => location.assign(without(record.id));
        cell.append(remove);
      }
      return cell;
    });
    const body = rows.flatMap(([label, of]) => {
      const values = records.map((record) => of(record) || "—");
      if (values.every((value) => value === "—")) return [];
      const same = values.every((value) => value === values[0]);
      return [make("tr", [make("th", label, { scope: "row" }), ...values.map((value) => make("td", value))], same ? { class: "same" } : {})];
    });
    const table = make("table", [make("thead", make("tr", [make("td", ""), ...head])), make("tbody", body)], { class: "side-by-side" });
    place.querySelector(".table").replaceChildren(make("div", table, { class: "scroll", role: "region", tabindex: "0", "aria-label": dataset.table }));
  }

  if (!entry || !ids.length) {
    wait.textContent = dataset.few;
    return;
  }
  const script = make("script", [], { src: entry.dataset.src });
  script.onload = () => draw(self.atlasLists[kind]);
  script.onerror = () => { wait.textContent = dataset.few; };
  document.head.append(script);
})();
