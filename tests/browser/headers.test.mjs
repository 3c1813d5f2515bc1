// The shipped atlas on a host that reads `_headers` and `_redirects`, in a real browser: every sort of page keeps to the
// policy that it is sent with.
//
//   ATLAS=target/release/atlas node --test tests/browser/headers.test.mjs
//
// ATLAS is the program, which builds the atlas once more with a host named.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { launch } from './chromium.mjs';

const home = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = path.resolve(process.env.ATLAS ?? path.join(home, 'target/release/atlas'));
const own = fs.mkdtempSync(path.join(os.tmpdir(), 'atlas-headers-'));
const site = path.join(own, 'public');

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.json': 'application/json', '.geojson': 'application/geo+json', '.xml': 'application/xml',
};

/** `_headers` as the hosts read it: each rule's path, and its headers; what two rules say is joined by a comma. */
let rules, moved;
function headersOf(asked) {
  const headers = {};
  for (const { pattern, named } of rules) {
    if (!(pattern.endsWith('*') ? asked.startsWith(pattern.slice(0, -1)) : asked === pattern)) continue;
    for (const [name, value] of named) headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

const host = http.createServer((request, response) => {
  const asked = new URL(request.url, 'http://localhost').pathname;
  // Browsers ask for it where a page names no picture, as cards do.
  if (asked === '/favicon.ico') return response.writeHead(204).end();
  if (moved.has(asked)) return response.writeHead(301, { Location: moved.get(asked) }).end();
  const file = path.join(site, decodeURIComponent(asked.endsWith('/') ? `${asked}index.html` : asked));
  const found = file.startsWith(site) && fs.existsSync(file) && fs.statSync(file).isFile();
  const sent = found ? file : path.join(site, '404.html');
  const type = types[path.extname(sent)] ?? 'application/octet-stream';
  if (fs.existsSync(`${sent}.gz`) && /gzip/.test(request.headers['accept-encoding'])) {
    response.setHeader('Content-Encoding', 'gzip');
    return response.writeHead(found ? 200 : 404, { 'Content-Type': type, ...headersOf(asked) }).end(fs.readFileSync(`${sent}.gz`));
  }
  return response.writeHead(found ? 200 : 404, { 'Content-Type': type, ...headersOf(asked) }).end(fs.readFileSync(sent));
});

/** Somebody else's page with a card of ours. */
const stranger = http.createServer((request, response) =>
  response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>x</title><iframe src="${base}embed/mik.html"></iframe>`));

const listen = server => new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}/`)));

let browser, base, other, pages;
before(async () => {
  [base, other] = [await listen(host), await listen(stranger)];
  for (const name of ['content', 'layouts', 'assets']) fs.cpSync(path.join(home, name), path.join(own, name), { recursive: true });
  const settings = fs.readFileSync(path.join(home, 'site.toml'), 'utf8');
  fs.writeFileSync(path.join(own, 'site.toml'), `${settings}\n[host]\nname = "netlify"\nprecompress = ["gz", "br"]\n`);
  // The shipped atlas has moved no record; raw HTML and a figure of the text are what may hold a style.
  fs.writeFileSync(path.join(own, 'content/organizations/moved.md'), `---
name: {ru: Переехавшая организация, en: An organization that has moved}
aka: [was-elsewhere]
---
<p style="color: red" onclick="boom()">Абзац</p> <b>и</b>

| а | б |
|:-:|--:|
| 1 | 2 |
`);
  execFileSync(program, ['build', '--root', own, '--out', site, '--base-url', base], { stdio: ['ignore', 'ignore', 'inherit'] });
  rules = fs.readFileSync(path.join(site, '_headers'), 'utf8').trimEnd().split(/\n(?! )/).map(block => {
    const [pattern, ...lines] = block.split('\n');
    return { pattern, named: lines.map(line => /^ {2}([\w-]+): (.+)$/.exec(line).slice(1)) };
  });
  moved = new Map(fs.readFileSync(path.join(site, '_redirects'), 'utf8').trimEnd().split('\n').map(line => {
    const [from, to, code] = line.split(' ');
    assert.equal(code, '301!');
    return [from, to];
  }));
  pages = fs.readdirSync(site, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.html'))
    .map(entry => path.relative(site, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')).sort();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  host.close();
  stranger.close();
  fs.rmSync(own, { recursive: true, force: true });
});

/** A tab that notes what the browser refuses, in frames too, what fails, and what is asked of others. */
// A page that scrolls slowly is still on its way when it is clicked.
async function tab() {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
  const refused = [];
  await context.exposeBinding('refusedByPolicy', (source, words) => refused.push(`${source.frame.url()}: ${words}`));
  await context.addInitScript(() => document.addEventListener('securitypolicyviolation', event =>
    window.refusedByPolicy(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)));
  const page = await context.newPage();
  page.on('console', message => message.type() === 'error' && refused.push(`${page.url()}: ${message.text()}`));
  page.on('pageerror', error => refused.push(`${page.url()}: ${error}`));
  page.on('request', request => [base, other].some(start => request.url().startsWith(start)) || refused.push(request.url()));
  return { page, refused, close: () => context.close() };
}

test('every page and file is sent with the policy, and assets are kept for a year', () => {
  const asset = `/assets/${fs.readdirSync(path.join(site, 'assets')).find(name => name.endsWith('.css'))}`;
  for (const asked of ['/', '/index.html', '/clusters/mik.html', '/embed/mik.html', '/en/data/atlas.json', asset]) {
    const headers = headersOf(asked);
    const policy = headers['Content-Security-Policy'];
    assert.match(policy, /^default-src 'none'; script-src 'self';/, asked);
    assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/, 'nothing but the site, and nothing in the page itself');
    assert.doesNotMatch(policy, /,/, 'one policy');
    assert.equal(headers['X-Content-Type-Options'], 'nosniff');
    assert.equal(headers['Referrer-Policy'], 'strict-origin-when-cross-origin');
  }
  assert.equal(headersOf(asset)['Cache-Control'], 'public, max-age=31536000, immutable');
  assert.match(asset, /\.[0-9a-f]{8}\.css$/, 'whose name holds a hash');
  assert.equal(headersOf('/index.html')['Cache-Control'], undefined);
  assert.equal(headersOf('/data/atlas.json')['Access-Control-Allow-Origin'], '*');
});

test('every compressed file says what its file says, to readers that are not ours, and holds no time', () => {
  const files = fs.readdirSync(site, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name));
  const read = { '.gz': zlib.gunzipSync, '.br': zlib.brotliDecompressSync };
  let count = 0;
  for (const file of files.filter(file => path.extname(file) in read)) {
    const bytes = fs.readFileSync(file);
    const of = fs.readFileSync(file.slice(0, -3));
    assert.ok(read[path.extname(file)](bytes).equals(of), file);
    assert.ok(bytes.length < of.length, `${file} is smaller`);
    if (file.endsWith('.gz')) assert.deepEqual([...bytes.subarray(3, 8)], [0, 0, 0, 0, 0], `${file}: no name, no time`);
    count += 1;
  }
  assert.ok(count > 3000, `${count} compressed files`);
});

test('what the policy forbids is refused, and this test sees it', async () => {
  const { page, refused, close } = await tab();
  await page.goto(`${base}index.html`);
  assert.deepEqual(refused, []);
  await page.evaluate(() => {
    const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
    add('script', { textContent: 'window.ran = true' });
    add('img', { src: 'https://example.org/x.png' });
    document.body.setAttribute('style', 'color: red');
    document.body.insertAdjacentHTML('beforeend', '<a id="trap" onclick="window.ran = true">x</a>');
    document.getElementById('trap').click();
  });
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  const directives = new Set(refused.map(words => /: ([a-z-]+) /.exec(words)?.[1]));
  for (const wanted of ['script-src-elem', 'img-src', 'style-src-attr', 'script-src-attr']) assert.ok(directives.has(wanted), `${wanted}: ${refused.join('\n')}`);
  await close();
});

test('no page of any sort loads or runs what the policy forbids', async () => {
  // Of each layout in each folder and language the largest pages, of which there is the most to refuse.
  const sorts = new Map();
  for (const route of pages) {
    const layout = /<body class="([^"]+?)-page/.exec(fs.readFileSync(path.join(site, route), 'utf8'))?.[1];
    const sort = `${layout} ${path.dirname(route)}`;
    sorts.set(sort, [...sorts.get(sort) ?? [], route]);
  }
  const size = route => fs.statSync(path.join(site, route)).size;
  const opened = [...sorts.values()].flatMap(routes => routes.sort((a, b) => size(b) - size(a)).slice(0, 4));
  assert.ok(sorts.size > 60 && opened.length > 150, `${opened.length} pages of ${sorts.size} sorts`);
  const queue = [...opened];
  const refusals = await Promise.all([1, 2, 3].map(async () => {
    const { page, refused, close } = await tab();
    for (let route = queue.shift(); route; route = queue.shift()) {
      await page.goto(base + route.split('/').map(encodeURIComponent).join('/'));
      if (!await page.evaluate(() => document.styleSheets.length)) refused.push(`${route} has no styles`);
    }
    await close();
    return refused;
  }));
  assert.deepEqual(refusals.flat().slice(0, 10), []);
});

test('what scripts do is allowed: search, filters, comparison, the network', async () => {
  const { page, refused, close } = await tab();
  await page.goto(`${base}search.html`);
  await page.locator('main input[type=search]').first().fill('зеленаград');
  await page.locator('.search-hits li').first().waitFor();
  await page.goto(`${base}timeline.html`);
  await page.keyboard.press('/');
  await page.locator('dialog input').fill('сеченов');
  await page.locator('dialog [role=option]').first().waitFor();
  await page.goto(`${base}organizations/index.html`);
  await page.selectOption('[name=type]', 'university');
  await page.waitForURL(/type=university/);
  await page.click('form.list-tools .compare');
  for (const box of (await page.locator('.pick input:visible').all()).slice(0, 2)) await box.check();
  await page.click('.compare-bar a');
  await page.locator('.side-by-side').waitFor();
  await page.goto(`${base}network.html`);
  await page.fill('[name=from]', 'ИТК «Зеленоград»');
  await page.fill('[name=to]', 'Сеченовский университет');
  await page.click('.path button');
  await page.locator('.walk li').first().waitFor();
  await page.goto(`${base}en/search.html?q=cluster`);
  await page.locator('.search-hits li').first().waitFor();
  await close();
  assert.deepEqual(refused, []);
});

test('a card stands in a page of somebody else', async () => {
  const { page, refused, close } = await tab();
  await page.goto(other);
  const card = page.frameLocator('iframe').locator('h1 a');
  await card.waitFor();
  assert.equal(await page.frameLocator('iframe').locator('main.card').evaluate(main => getComputedStyle(main).display !== '' && document.styleSheets.length), 1);
  await close();
  assert.deepEqual(refused, []);
});

test('an old address leads to the new one, by the host and by its page', async () => {
  const { page, refused, close } = await tab();
  const first = [];
  page.on('response', response => first.push(response.status()));
  await page.goto(`${base}organizations/was-elsewhere.html`);
  assert.equal(page.url(), `${base}organizations/moved.html`);
  assert.equal(first[0], 301);
  await page.goto(`${base}en/organizations/was-elsewhere.html`);
  assert.equal(page.url(), `${base}en/organizations/moved.html`);
  moved.clear();
  await page.goto(`${base}organizations/was-elsewhere.html`);
  await page.waitForURL(`${base}organizations/moved.html`);
  await close();
  assert.deepEqual(refused, []);
});

test('an address that does not exist is answered with a page that keeps to the policy', async () => {
  const { page, refused, close } = await tab();
  await page.goto(`${base}some/where/else.html`);
  assert.ok(await page.locator('h1').innerText());
  assert.ok(await page.evaluate(() => document.styleSheets.length > 0));
  await close();
  assert.deepEqual(refused.filter(words => !/status of 404/.test(words)), []);
});
