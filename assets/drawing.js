// A drawing with many links is one stop of the Tab key. Arrow keys lead from link to link in their direction, Home and End to
// the first and the last one.
"use strict";
(() => {
  const most = 8;
  const along = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  const middle = (link) => {
    const box = (link.querySelector("circle, rect, path") ?? link).getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };

  // The nearest link in a direction; what lies off its line counts twice.
  const next = (links, from, [right, down]) => {
    const [x, y] = middle(from);
    let best = [Infinity, null];
    for (const link of links) {
      const [dx, dy] = middle(link).map((at, axis) => at - [x, y][axis]);
      const ahead = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      if (link === from || ahead < 1 || aside > 2 * ahead) continue;
      if (ahead + 2 * aside < best[0]) best = [ahead + 2 * aside, link];
    }
    return best[1];
  };

  for (const drawing of document.querySelectorAll("svg.figure[role=group]")) {
    const links = [...drawing.querySelectorAll("a[href]:not([tabindex])")];
    if (links.length <= most) continue;
    let current = drawing.querySelector("a.start") ?? links[0];
    for (const link of links) link.setAttribute("tabindex", link === current ? "0" : "-1");
    const figure = drawing.closest("figure");
    const keys = figure?.querySelector(".drawing-keys");
    if (keys) {
      keys.hidden = false;
      drawing.setAttribute("aria-describedby", `${drawing.getAttribute("aria-describedby") ?? ""} ${keys.id}`.trim());
    }
    drawing.addEventListener("focusin", (event) => {
      const link = event.target.closest("a[href]");
      if (!links.includes(link)) return;
      current.setAttribute("tabindex", "-1");
      current = link;
      current.setAttribute("tabindex", "0");
    });
    drawing.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const ends = { Home: links[0], End: links.at(-1) };
      const to = along[event.key] ? next(links, current, along[event.key]) : ends[event.key];
      if (!along[event.key] && !to) return;
      event.preventDefault();
      to?.focus();
    });
  }
  for (const skip of document.querySelectorAll(".skip-drawing")) skip.hidden = true;
})();
