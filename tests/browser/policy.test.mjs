// The policy within the pages (`<meta http-equiv="Content-Security-Policy">`), in a real browser: opened from a folder and
// served without any header, everything that pages do is allowed, and what is put into a page by force does not run.
//
//   SITE=target/site node --test tests/browser/policy.test.mjs
//
// SITE is the folder of a built atlas.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.env.SITE ?? path.join(here, '../../target/site'));

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.json': 'application/json', '.xml': 'application/xml',
};
const host = http.createServer((request, response) => {
  const asked = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const file = path.join(site, asked.endsWith('/') ? `${asked}index.html` : asked);
  if (asked === '/favicon.ico') return response.writeHead(204).end();
  if (!file.startsWith(site) || !fs.existsSync(file)) return response.writeHead(404).end();
  return response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream' }).end(fs.readFileSync(file));
});

/** Every page, and of each layout in each folder the largest, of which there is the most to refuse. */
const pages = fs.readdirSync(site, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.html'))
  .map(entry => path.relative(site, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')).sort();
const sorts = new Map();
for (const route of pages) {
  const html = fs.readFileSync(path.join(site, route), 'utf8');
  // The page for unknown addresses names its style by the site's whole address; a moved one is left at once.
  if (route === '404.html' || /http-equiv="refresh"/.test(html)) continue;
  const sort = `${/<body class="([^"]+?)-page/.exec(html)?.[1]} ${path.dirname(route)}`;
  if (html.length > (sorts.get(sort)?.size ?? 0)) sorts.set(sort, { route, size: html.length });
}
const largest = [...sorts.values()].map(({ route }) => route);

let browser, served;
before(async () => {
  served = await new Promise(resolve => host.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${host.address().port}/`)));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  host.close();
});

/** A tab that notes refusals, also those in frames, errors, and requests elsewhere. */
// A page that scrolls slowly is still on its way when it is clicked.
async function tab() {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
  const wrong = [];
  await context.exposeBinding('refusedByPolicy', (source, words) => wrong.push(`${source.frame.url()}: refused ${words}`));
  await context.addInitScript(() => document.addEventListener('securitypolicyviolation', event =>
    window.refusedByPolicy(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)));
  const page = await context.newPage();
  page.on('console', message => message.type() === 'error' && wrong.push(`${page.url()}: ${message.text()}`));
  page.on('pageerror', error => wrong.push(`${page.url()}: ${error}`));
  page.on('request', request => /^(file|data):/.test(request.url()) || request.url().startsWith(served) || wrong.push(`asks ${request.url()}`));
  return { page, wrong, close: () => context.close() };
}

const away = { 'from a folder': () => `${pathToFileURL(site).href}/`, 'served without headers': () => served };
for (const [how, start] of Object.entries(away)) {
  describe(how, () => {
    test('no page of any sort loads or runs what its policy forbids', async () => {
      assert.ok(largest.length > 60, `${largest.length} sorts of pages`);
      const queue = [...largest];
      const all = await Promise.all([1, 2].map(async () => {
        const { page, wrong, close } = await tab();
        for (let route = queue.shift(); route; route = queue.shift()) {
          await page.goto(start() + route.split('/').map(encodeURIComponent).join('/'));
          const state = await page.evaluate(() => ({
            policy: document.querySelector('meta[charset] + meta[http-equiv="Content-Security-Policy"]')?.content,
            styles: document.styleSheets.length,
          }));
          if (!/^default-src 'none'; script-src 'self';/.test(state.policy)) wrong.push(`${route} has no policy`);
          if (!state.styles) wrong.push(`${route} has no styles`);
        }
        await close();
        return wrong;
      }));
      assert.deepEqual(all.flat().slice(0, 10), []);
    });

    test('what scripts do is allowed: search, filters, comparison, network, map', async () => {
      const { page, wrong, close } = await tab();
      await page.goto(`${start()}search.html`);
      await page.locator('main input[type=search]').first().fill('зеленаград');
      await page.locator('.search-hits li').first().waitFor();
      await page.goto(`${start()}timeline.html`);
      await page.keyboard.press('/');
      await page.locator('dialog input').fill('сеченов');
      await page.locator('dialog [role=option]').first().waitFor();
      await page.goto(`${start()}organizations/index.html`);
      const before = await page.locator('main li:visible').count();
      await page.selectOption('[name=type]', 'university');
      await page.waitForURL(/type=university/);
      await page.waitForFunction(before => [...document.querySelectorAll('main li')].filter(li => li.offsetParent).length < before, before);
      await page.click('form.list-tools .compare');
      for (const box of (await page.locator('.pick input:visible').all()).slice(0, 2)) await box.check();
      await page.click('.compare-bar a');
      await page.locator('.side-by-side').waitFor();
      await page.goto(`${start()}network.html`);
      await page.fill('[name=from]', 'ИТК «Зеленоград»');
      await page.fill('[name=to]', 'Сеченовский университет');
      await page.click('.path button');
      await page.locator('.walk li').first().waitFor();
      await page.goto(`${start()}map.html`);
      assert.ok(await page.locator('svg.figure').first().isVisible());
      await page.goto(`${start()}en/search.html?q=cluster`);
      await page.locator('.search-hits li').first().waitFor();
      await close();
      assert.deepEqual(wrong, []);
    });
  });
}

test('a script, a handler, a style and an address that were put into a page by hand do not run', async () => {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'atlas-policy-'));
  fs.cpSync(path.join(site, 'assets'), path.join(copy, 'assets'), { recursive: true });
  const page = fs.readFileSync(path.join(site, 'index.html'), 'utf8');
  const forced = `<script>window.ran = 'a script'</script><script src="data:text/javascript,window.ran='data'"></script>
    <a href="https://e.org" autofocus tabindex="0" id="trap" onfocus="window.ran = 'a handler'" onclick="window.ran = 'a click'">x</a>
    <a href="javascript:void(window.ran = 'an address')" id="address">y</a><img src="x" onerror="window.ran = 'an error'">
    <p id="styled" style="position: fixed">z</p><style>main { display: none }</style><base href="https://evil.example/">
    <iframe srcdoc="<script>parent.ran = 'a frame'</script>"></iframe><object data="https://evil.example/x"></object></main>`;
  const look = async html => {
    fs.writeFileSync(path.join(copy, 'index.html'), html);
    const { page, wrong, close } = await tab();
    await page.goto(`${pathToFileURL(copy).href}/index.html`);
    await page.locator('#trap').focus();
    await page.evaluate(() => { document.getElementById('trap').addEventListener('click', event => event.preventDefault()); });
    await page.evaluate(() => { document.getElementById('trap').click(); document.getElementById('address').click(); });
    await page.waitForTimeout(300);
    const state = await page.evaluate(() => ({
      ran: window.ran, position: getComputedStyle(document.getElementById('styled')).position,
      main: getComputedStyle(document.querySelector('main')).display, base: document.baseURI,
    }));
    await close();
    return { ...state, wrong };
  };
  const guarded = await look(page.replace('</main>', forced));
  assert.equal(guarded.ran, undefined);
  assert.equal(guarded.position, 'static');
  assert.notEqual(guarded.main, 'none');
  assert.ok(guarded.base.startsWith('file:'), guarded.base);
  const refused = guarded.wrong.filter(words => /: refused /.test(words)).join('\n');
  for (const directive of ['script-src-elem', 'script-src-attr', 'style-src-attr', 'style-src-elem', 'base-uri']) {
    assert.match(refused, new RegExp(`refused ${directive} `), refused);
  }
  assert.ok(!guarded.wrong.some(words => words.startsWith('asks ')), guarded.wrong.join('\n'));
  // Without the policy all of it runs: this test can fail.
  const bare = await look(page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '').replace('</main>', forced));
  assert.ok(bare.ran);
  assert.equal(bare.position, 'fixed');
  fs.rmSync(copy, { recursive: true, force: true });
});

test('a card stands in a page of somebody else, under its own policy', async () => {
  const stranger = http.createServer((request, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>x</title><iframe src="${served}embed/mik.html"></iframe>`));
  const other = await new Promise(resolve => stranger.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${stranger.address().port}/`)));
  const { page, wrong, close } = await tab();
  await page.goto(other);
  const card = page.frameLocator('iframe');
  await card.locator('h1 a').waitFor();
  assert.equal(await card.locator('main.card').evaluate(() => document.styleSheets.length), 1);
  await close();
  stranger.close();
  assert.deepEqual(wrong.filter(words => !words.includes(`asks ${other}`) && !words.includes('favicon')), []);
});
