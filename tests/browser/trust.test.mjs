// A site of hostile records in a real browser: nothing that a stranger wrote runs, and no page asks anybody for anything.
//
//   cargo test --test it trust && node --test tests/browser/trust.test.mjs
//
// The first of these writes and builds the site; HOSTILE is the folder of the built one, if it lies elsewhere.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.env.HOSTILE ?? path.join(here, '../../target/tmp/hostile/public'));
const at = route => new URL(route.split('/').map(encodeURIComponent).join('/'), `${pathToFileURL(site).href}/`).href;

/** The pages in the first language, and some of the cards: the others differ in nothing that a record says. */
const routes = fs.readdirSync(site, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.html'))
  .map(entry => path.relative(site, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
  // The page for unknown addresses is shown at any of them, and names its style by the site's whole address.
  .filter(route => !route.startsWith('en/') && route !== '404.html').sort()
  .filter((route, place) => !route.startsWith('embed/') || place % 8 === 0);

const folders = (process.env.PATH ?? '').split(path.delimiter);
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const found = names.flatMap(name => folders.map(folder => path.join(folder, name))).find(file => fs.existsSync(file));

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? found,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
});
after(() => browser?.close());

/** A page that notes what must not happen: a call of a vector, a dialog, a request outside of the site, another page. */
async function watched(wrong) {
  const context = await browser.newContext();
  await context.addInitScript(() => { window.xss7 = () => { window.__xss = true; }; });
  await context.route(/^(?!file:|data:)/, route => { wrong.push(`asks ${route.request().url()}`); return route.abort(); });
  const page = await context.newPage();
  page.on('dialog', dialog => { wrong.push(`a dialog on ${page.url()}`); return dialog.dismiss(); });
  page.on('popup', () => wrong.push(`a window from ${page.url()}`));
  return page;
}

/** What a page has become in the browser: calls, handlers, and addresses that run something, as the browser reads them. */
function looked() {
  const found = [];
  const plain = ['http:', 'https:', 'mailto:', 'tel:', 'file:'];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$/i.test(name)) found.push(`${name}="${value}"`);
      if (!/^(href|src|action|data|poster|xlink:href)$/i.test(name)) continue;
      const target = new URL(value, document.baseURI);
      const away = target.protocol !== 'file:' && !(element.tagName === 'A' || element.matches('link[rel=canonical], link[rel=alternate]'));
      if (!plain.includes(target.protocol) || away) found.push(`${element.tagName} ${name}="${value}"`);
    }
    if (/^(iframe|object|embed|base|style|template|math)$/i.test(element.tagName)) found.push(element.tagName);
    for (const type of ['mouseover', 'focus', 'pointerenter', 'toggle', 'animationstart', 'error', 'load']) {
      element.dispatchEvent(new Event(type));
    }
  }
  const own = [...document.scripts].filter(script => script.type !== 'application/ld+json' && !(script.src.startsWith('file:') && !script.text));
  if (own.length) found.push(`a script: ${own[0].text}`);
  for (const script of document.querySelectorAll('[type="application/ld+json"]')) JSON.parse(script.text);
  if (window.__xss) found.push('a vector ran');
  return found;
}

test(`${routes.length} pages of hostile records`, async () => {
  assert.ok(routes.length > 250, `${site} holds ${routes.length} pages: cargo test --test it trust builds the site`);
  const wrong = [];
  const queue = [...routes];
  await Promise.all([1, 2, 3].map(async () => {
    const page = await watched(wrong);
    for (let route = queue.shift(); route; route = queue.shift()) {
      const moved = fs.readFileSync(path.join(site, route), 'utf8').includes('http-equiv="refresh"');
      await page.goto(at(route), { waitUntil: moved ? 'commit' : 'load' });
      if (moved) { await page.waitForURL(url => url.href !== at(route)); continue; }
      wrong.push(...(await page.evaluate(looked)).map(words => `${route}: ${words}`));
    }
    await page.context().close();
  }));
  assert.deepEqual(wrong.slice(0, 20), []);
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
