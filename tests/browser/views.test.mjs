// The drawn views, the filters and the comparison in a real browser, from a folder and with scripts off and on.
//
//   SITE=target/ci/site node --test tests/browser/views.test.mjs

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.env.SITE ?? path.join(here, '../../target/ci/site'));
const at = route => new URL(route, `${pathToFileURL(site).href}/`).href;

/** The first of the usual browsers that is there. */
function found() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.flatMap(name => folders.map(folder => path.join(folder, name))).find(file => fs.existsSync(file));
}

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? found(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
});
after(() => browser?.close());

/** Opens a page, hands it over, and finds no error and no request outside of the folder. */
async function look(route, { scripts = true, width = 1280, dark = false }, then) {
  const context = await browser.newContext({
    javaScriptEnabled: scripts, viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', error => wrong.push(error.message));
  page.on('request', request => { if (!request.url().startsWith('file:')) wrong.push(request.url()); });
  try {
    await page.goto(at(route));
    await then(page);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

const views = ['map.html', 'map/clusters.html', 'network.html', 'timeline.html', 'matrix.html', 'compare.html'];

describe('every view is there without scripts', () => {
  for (const route of views) {
    for (const [width, dark] of [[390, false], [1280, true]]) {
      test(`${route} at ${width} px`, () => look(route, { scripts: false, width, dark }, async page => {
        assert.ok(await page.locator('h1').isVisible());
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${wide} px too wide`);
      }));
    }
  }
  test('a telephone shows the tiles and a wide screen the map', async () => {
    for (const [width, tiles, map] of [[390, true, false], [1280, false, true]]) {
      await look('map.html', { scripts: false, width }, async page => {
        assert.equal(await page.locator('svg.tiles').isVisible(), tiles);
        assert.equal(await page.locator('svg.map').first().isVisible(), map);
      });
    }
  });
  test('the table beside the map has a row for Moscow with its records', () =>
    look('map.html', { scripts: false }, async page => {
      const row = await page.locator('.plain-table tr', { hasText: 'Москва' }).innerText();
      assert.match(row, /^Москва\s+\d+/);
    }));
  test('forms that need scripts are not shown', async () => {
    await look('network.html', { scripts: false }, async page => assert.ok(!await page.locator('#network-tools').isVisible()));
    await look('organizations/index.html', { scripts: false }, async page => {
      assert.ok(!await page.locator('.list-tools').isVisible());
      assert.ok(await page.locator('details.facets').isVisible());
    });
  });
});

describe('scripts add to the views', () => {
  test('the network tells how two records are tied', () => look('network.html', {}, async page => {
    await page.fill('[name=from]', 'ИТК «Зеленоград»');
    await page.fill('[name=to]', 'Сеченовский университет');
    await page.click('.path button');
    const way = await page.locator('.walk li').allInnerTexts();
    assert.equal(way[0], 'ИТК «Зеленоград»');
    assert.match(way.at(-1), /: Сеченовский университет$/);
    assert.match(page.url(), /#.*from=/);
  }));
  test('the network shows the records of a kind', () => look('network.html#kind=cluster', {}, async page => {
    await page.locator('.found li').first().waitFor();
    assert.equal(await page.locator('.found li').count(), await page.locator('.overview .node.on').count());
  }));
  test('a list is filtered, and its address says so', () => look('organizations/index.html', {}, async page => {
    const all = await page.locator('.entries > li:visible').count();
    await page.selectOption('[name=type]', 'university');
    const kept = await page.locator('.entries > li:visible').count();
    assert.ok(kept > 0 && kept < all, `${kept} of ${all}`);
    assert.match(page.url(), /\?type=university$/);
    const option = await page.locator('[name=type] option:checked').innerText();
    assert.ok(option.endsWith(`(${kept})`), option);
    await page.click('.list-tools [type=reset]');
    await page.waitForFunction(count => document.querySelectorAll('.entries > li').length === count, all);
  }));
  test('an address with a filter opens the list filtered', () => look('organizations/index.html?type=university', {}, async page => {
    const kinds = await page.locator('.entries > li:visible').evaluateAll(rows => rows.map(row => row.dataset.type));
    assert.ok(kinds.length > 0 && kinds.every(kind => kind === 'university'));
  }));
  test('two records are compared', () => look('clusters/index.html', {}, async page => {
    for (const box of (await page.locator('.pick input').all()).slice(0, 2)) await box.check();
    await page.click('.compare-bar a');
    await page.locator('.side-by-side').waitFor();
    assert.equal(await page.locator('.side-by-side thead th').count(), 2);
  }));
});
