// What the pages of a built atlas weigh in a browser, as JSON: bytes are those of gzip, as a host sends them.
//
//   node tests/bench/pages.mjs SITE
//
// `npm ci --ignore-scripts` in tests/browser brings the driver. tests/bench/pages.py reads what is printed.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { launch } from '../browser/chromium.mjs';

const site = path.resolve(process.argv[2]);
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const gzip = bytes => zlib.gzipSync(bytes, { level: 6 });

/** The largest page of each layout. */
const pages = new Map();
for (const entry of fs.readdirSync(site, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.html')) continue;
  const file = path.join(entry.parentPath, entry.name);
  const html = fs.readFileSync(file);
  const layout = /<body class="([^"]+?)-page/.exec(html)?.[1];
  if (!layout || html.length <= (pages.get(layout)?.html ?? 0)) continue;
  pages.set(layout, { route: path.relative(site, file).replaceAll(path.sep, '/'), html: html.length, gzip: gzip(html).length });
}

let sent = [];
const server = http.createServer((request, response) => {
  const file = path.join(site, decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
  if (!file.startsWith(site) || !fs.existsSync(file) || !fs.statSync(file).isFile()) return response.writeHead(404).end();
  const bytes = fs.readFileSync(file), range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  if (range) {
    const part = bytes.subarray(+range[1], +range[2] + 1);
    sent.push([path.relative(site, file), part.length]);
    return response.writeHead(206, { 'Content-Type': 'application/octet-stream', 'Content-Range': `bytes ${range[1]}-${range[2]}/${bytes.length}` }).end(part);
  }
  const body = gzip(bytes);
  sent.push([path.relative(site, file), body.length]);
  return response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream', 'Content-Encoding': 'gzip' }).end(body);
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}/`;
const browser = await launch();

/** Opens a page in a browser that has nothing yet, and returns what `look` finds. */
async function visit(route, width, look) {
  const context = await browser.newContext({ viewport: { width, height: 844 } });
  const page = await context.newPage();
  // Shifts count as Web Vitals count them: in windows of at most five seconds without a pause of one.
  await page.addInitScript(() => {
    window.shift = { most: 0, sum: 0, first: 0, last: 0 };
    new PerformanceObserver(list => {
      for (const { value, startTime, hadRecentInput } of list.getEntries()) {
        if (hadRecentInput) continue;
        const now = window.shift;
        if (startTime - now.last > 1000 || startTime - now.first > 5000) Object.assign(now, { sum: 0, first: startTime });
        Object.assign(now, { sum: now.sum + value, last: startTime, most: Math.max(now.most, now.sum + value) });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  sent = [];
  await page.goto(base + route, { waitUntil: 'load' });
  const found = await look(page);
  await context.close();
  return found;
}

/** The bytes of data that were asked for besides the page, its styles and its scripts. */
const data = () => sent.filter(([name]) => name.startsWith('data')).reduce((sum, [, bytes]) => sum + bytes, 0);
const settled = page => page.waitForLoadState('networkidle').then(() => page.waitForTimeout(300));

const found = { pages: Object.fromEntries(pages), shifts: {} };
found.matrix = await visit('matrix.html', 390, page => page.evaluate(() =>
  ({ elements: document.querySelectorAll('*').length, height: document.documentElement.scrollHeight })));
found.path = await visit('network.html#from=organizations-7&to=organizations-77', 1280, async page => {
  await page.locator('.path-answer li, .path-answer p').first().waitFor({ timeout: 60000 });
  return data();
});
found.filter = await visit('organizations/index.html', 1280, async page => {
  await page.locator('form.list-tools select[name=region]').selectOption({ index: 1 });
  await page.locator('.list-tools .found').filter({ hasText: /\d/ }).waitFor({ timeout: 60000 });
  return data();
});
// The first search of a reader on a processor of a quarter of the speed, who goes to the field and types: from the last letter
// to the first answer, and to the end of what a query loads. Bytes are those of everything from the focus on.
found.searches = [];
for (const query of ['кластер', 'университет Томск', 'робототехника', 'соглашение 2017', 'Иванов']) {
  found.searches.push(await visit('search.html', 1280, async page => {
    await settled(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    sent = [];
    await page.locator('main input[type=search]').focus();
    await page.waitForFunction(() => window.AtlasSearch?.strings);
    await settled(page);
    const times = await page.evaluate(async asked => {
      const [field, status, hits] = ['input[type=search]', '.search-status', '.search-hits'].map(one => document.querySelector(one));
      const until = async done => { while (!done()) await new Promise(requestAnimationFrame); };
      const start = performance.now();
      field.value = asked;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await until(() => status.textContent);
      const first = performance.now() - start;
      await until(() => hits.ariaBusy !== 'true');
      return { first, whole: performance.now() - start };
    }, query);
    return { query, bytes: sent.reduce((sum, [, bytes]) => sum + bytes, 0), ...times };
  }));
}
const routes = [...pages.values()].map(page => page.route).filter(route => route !== '404.html');
for (const width of [390, 1280]) {
  for (const route of [...routes, 'search.html?q=кластер', 'organizations/index.html?region=RU-MOW']) {
    found.shifts[`${route} at ${width}`] = await visit(route, width, async page => {
      await settled(page);
      return page.evaluate(() => window.shift.most);
    });
  }
}
await browser.close();
server.close();
process.stdout.write(JSON.stringify(found));
