// A site of hostile records in a real browser, built and in the preview: nothing that a stranger wrote runs, whatever is
// focused or clicked, nothing has to be refused, and no page asks anybody for anything.
//
//   cargo test --test it trust && ATLAS=target/debug/atlas node --test tests/browser/trust.test.mjs
//
// The first of these writes and builds the site, with texts of every vector; HOSTILE is the folder of the built one, if it
// lies elsewhere.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.env.HOSTILE ?? path.join(here, '../../target/tmp/hostile/public'));
const program = path.resolve(process.env.ATLAS ?? path.join(here, '../../target/debug/atlas'));
const folder = `${pathToFileURL(site).href}/`;
const at = (route, start = folder) => new URL(route.split('/').map(encodeURIComponent).join('/'), start).href;

/** The pages in the first language, and some of the cards: the others differ in nothing that a record says. */
const routes = fs.readdirSync(site, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.html'))
  .map(entry => path.relative(site, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
  // The page for unknown addresses is shown at any of them, and names its style by the site's whole address.
  .filter(route => !route.startsWith('en/') && route !== '404.html').sort()
  .filter((route, place) => !route.startsWith('embed/') || place % 8 === 0)
  // Every fourth page, which keeps the time short; all of them with NIGHTLY.
  .filter((_, place) => process.env.NIGHTLY || place % 4 === 0);

let browser, server, preview;
before(async () => {
  const port = await new Promise(done => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
  server = spawn(program, ['serve', '--root', path.dirname(site), '--port', port], { stdio: 'ignore' });
  preview = `http://127.0.0.1:${port}/`;
  const late = Date.now() + 120_000;
  while (!await fetch(preview).catch(() => null)) {
    assert.ok(Date.now() < late && server.exitCode === null, 'the preview does not answer');
    await new Promise(done => setTimeout(done, 50));
  }
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill('SIGINT');
});

/** A page that notes what must not happen: a call of a vector, a dialog, a refusal or another error, a request outside of the
 *  site, another page. */
async function watched(wrong) {
  const context = await browser.newContext();
  await context.addInitScript(() => { window.xss7 = () => { window.__xss = true; }; });
  await context.route(url => !/^(file|data):/.test(url.href) && !url.href.startsWith(preview), route => { wrong.push(`asks ${route.request().url()}`); return route.abort(); });
  const page = await context.newPage();
  page.on('dialog', dialog => { wrong.push(`a dialog on ${page.url()}`); return dialog.dismiss(); });
  page.on('console', message => message.type() === 'error' && wrong.push(`${page.url()}: ${message.text()}`));
  page.on('pageerror', error => wrong.push(`${page.url()}: ${error}`));
  page.on('popup', () => wrong.push(`a window from ${page.url()}`));
  return page;
}

/** What a page has become in the browser: calls, handlers, and addresses that run something, as the browser reads them. */
function looked() {
  const found = [];
  const plain = ['http:', 'https:', 'mailto:', 'tel:', 'file:'];
  const isOurs = ({ protocol, host }) => protocol === location.protocol && host === location.host;
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$/i.test(name)) found.push(`${name}="${value}"`);
      if (!/^(href|src|action|data|poster|xlink:href)$/i.test(name)) continue;
      const target = new URL(value, document.baseURI);
      const away = !isOurs(target) && !(element.tagName === 'A' || element.matches('link[rel=canonical], link[rel=alternate]'));
      if (!plain.includes(target.protocol) || away) found.push(`${element.tagName} ${name}="${value}"`);
    }
    if (/^(iframe|object|embed|base|style|template|math)$/i.test(element.tagName)) found.push(element.tagName);
    for (const type of ['mouseover', 'focus', 'pointerenter', 'toggle', 'animationstart', 'error', 'load']) {
      element.dispatchEvent(new Event(type));
    }
  }
  const own = [...document.scripts].filter(script => script.type !== 'application/ld+json' && !(script.src && isOurs(new URL(script.src)) && !script.text));
  if (own.length) found.push(`a script: ${own[0].text}`);
  for (const script of document.querySelectorAll('[type="application/ld+json"]')) JSON.parse(script.text);
  if (window.__xss) found.push('a vector ran');
  return found;
}

/** Focuses and clicks whatever a reader could, without leaving the page. */
async function touched() {
  addEventListener('click', event => event.preventDefault(), true);
  addEventListener('submit', event => event.preventDefault(), true);
  const focusable = 'a[href], button, input, select, textarea, summary, label, [tabindex], [contenteditable], .prose *';
  for (const element of document.querySelectorAll(focusable)) {
    element.focus?.();
    element.click?.();
  }
  document.activeElement?.blur();
  document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());
  // Scripts that a click has asked for are waited for: a page that is left before complains.
  const loading = () => document.querySelector('script[src*="search-core"]') && !window.AtlasSearch;
  for (let turn = 0; turn < 200 && loading(); turn++) await new Promise(done => setTimeout(done, 10));
  await new Promise(done => setTimeout(done, 0));
}

for (const [how, start] of [['built', () => folder], ['in the preview', () => preview]]) {
  test(`${routes.length} pages of hostile records, ${how}`, async () => {
    assert.ok(routes.length > 200, `${site} holds ${routes.length} pages: cargo test --test it trust builds the site`);
    const wrong = [];
    const queue = [...routes];
    await Promise.all([1, 2, 3].map(async () => {
      const page = await watched(wrong);
      for (let route = queue.shift(); route; route = queue.shift()) {
        const moved = fs.readFileSync(path.join(site, route), 'utf8').includes('http-equiv="refresh"');
        const visit = () => page.goto(at(route, start()), { waitUntil: moved ? 'commit' : 'load' });
        // An old address that is still leading on takes the browser away from the next page.
        await visit().catch(error => /ERR_ABORTED|interrupted/.test(error.message) ? visit() : Promise.reject(error));
        if (moved) { await page.waitForURL(url => url.href !== at(route, start())); continue; }
        await page.evaluate(touched);
        wrong.push(...(await page.evaluate(looked)).map(words => `${route}: ${words}`));
      }
      await page.context().close();
    }));
    assert.deepEqual(wrong.slice(0, 20), []);
  });
}

test('a vector that is let through is seen, by its handler and by the refusal', async () => {
  const wrong = [];
  const page = await watched(wrong);
  await page.goto(at('index.html'));
  await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<a href="#" onfocus="xss7()">x</a>'));
  await page.evaluate(touched);
  assert.match((await page.evaluate(looked)).join(), /onfocus/);
  assert.match(wrong.join(), /Content Security Policy/);
  await page.context().close();
});

test('what the scripts of pages make of hostile records', async () => {
  const wrong = [];
  const page = await watched(wrong);
  const check = async what => wrong.push(...(await page.evaluate(looked)).map(words => `${what}: ${words}`));
  for (const words of ['xss7', '"><script>', 'javascript', '<img src=x onerror=xss7()>']) {
    await page.goto(`${at('search.html')}?q=${encodeURIComponent(words)}`);
    await page.waitForTimeout(400);
    await check(`the search for ${words}`);
  }
  await page.goto(`${at('network.html')}#kind=thing`);
  await page.waitForTimeout(400);
  await check('the network');
  for (const route of routes.filter(route => /^[a-z]+\/index\.html$/.test(route) && route !== 'data/index.html')) {
    await page.goto(at(route));
    const boxes = await page.locator('.pick input').all();
    for (const box of boxes.slice(0, 2)) await box.check();
    await page.waitForTimeout(100);
    await check(route);
    const compare = page.locator('.compare-bar a');
    if (boxes.length > 1 && await compare.isVisible()) {
      await compare.click();
      await page.waitForTimeout(200);
      await check(`the comparison of ${route}`);
    }
  }
  await page.context().close();
  assert.deepEqual(wrong.slice(0, 20), []);
});
