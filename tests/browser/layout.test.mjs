// What the layout owes to fingers, keyboards, narrow screens and forced colours, from a folder.
//
//   SITE=target/site node --test tests/browser/layout.test.mjs
//
// SITE is the folder of the built shipped atlas.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.env.SITE ?? path.join(here, '../../target/site'));
const at = route => new URL(route, `${pathToFileURL(site).href}/`).href;
const axe = fs.readFileSync(path.join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** One page of each sort, the large ones of their sort. */
const routes = ['index.html', 'clusters/mik.html', 'people/index.html', 'agreements/index.html', 'regions/index.html', 'regions/RU-TOM.html',
  'sectors/index.html', 'sectors/healthcare.html', 'map.html', 'network.html', 'timeline.html', 'matrix.html', 'compare.html', 'search.html',
  'quality.html', 'data/index.html', 'about.html', 'en/index.html', 'en/clusters/mik.html', 'en/agreements/index.html', 'en/matrix.html'];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A tab of a width, which the caller closes. */
const tab = (width, options = {}) => browser.newPage({ viewport: { width, height: 800 }, ...options });

describe('320 pixels, as a screen of 1,280 at 400 %', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`nothing scrolls sideways, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
      const page = await tab(320, { javaScriptEnabled });
      const wide = [];
      for (const route of routes) {
        await page.goto(at(route));
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 320) wide.push(`${route}: ${width}`);
      }
      await page.close();
      assert.deepEqual(wide, []);
    });
  }

  test('no word of the head is broken within, and the menu opens under it', async () => {
    const page = await tab(320);
    for (const route of ['index.html', 'en/index.html']) {
      await page.goto(at(route));
      const lines = await page.locator('.brand').evaluate(brand => {
        const range = document.createRange();
        range.selectNodeContents(brand);
        return new Set([...range.getClientRects()].map(box => Math.round(box.bottom))).size;
      });
      assert.ok(lines <= 3, `${route}: the name of the atlas has ${lines} lines`);
      await page.locator('.menu-button').click();
      const [head, menu] = await page.evaluate(() => ['.site-header', '#atlas-menu'].map(name => document.querySelector(name).getBoundingClientRect().toJSON()));
      assert.ok(menu.top >= head.bottom - 1 && menu.top < head.bottom + 16, `${route}: ${menu.top} under ${head.bottom}`);
    }
    await page.close();
  });
});

test('every target is 24 pixels wide and high, or has as much room', async () => {
  const small = [];
  for (const width of [390, 1280]) {
    const page = await tab(width, { bypassCSP: true });
    for (const route of routes) {
      await page.goto(at(route));
      await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = true; }));
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['target-size'], rules: { 'target-size': { enabled: true } } }));
      for (const node of found.violations.flatMap(one => one.nodes)) small.push(`${route} at ${width}: ${node.html.slice(0, 140)} ${node.failureSummary.split('\n')[1]}`);
    }
    await page.close();
  }
  assert.deepEqual(small.slice(0, 20), [], `${small.length} small targets`);
});

describe('the focus is never under the open menu', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`on a telephone, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
      const page = await tab(390, { javaScriptEnabled });
      await page.goto(at('index.html'));
      await page.locator('.menu-button').focus();
      await page.keyboard.press('Enter');
      await page.locator('#atlas-menu a').first().waitFor({ state: 'visible' });
      for (let stop = 0; stop < 40; stop += 1) {
        await page.keyboard.press('Tab');
        const under = await page.evaluate(() => {
          const [focus, menu] = [document.activeElement, document.getElementById('atlas-menu')];
          if (!menu.matches(':popover-open') || menu.contains(focus) || focus === document.body) return '';
          const [a, b] = [focus.getBoundingClientRect(), menu.getBoundingClientRect()];
          return a.bottom > b.top && a.top < b.bottom ? focus.outerHTML.slice(0, 120) : '';
        });
        assert.equal(under, '', `stop ${stop}`);
      }
      await page.close();
    });
  }

  test('the sections of a wide screen close behind it', async () => {
    const page = await tab(1280);
    await page.goto(at('index.html'));
    await page.locator('.kinds-button').focus();
    await page.keyboard.press('Enter');
    await page.locator('#atlas-kinds a').first().waitFor({ state: 'visible' });
    const links = await page.locator('#atlas-kinds a').count();
    for (let stop = 0; stop <= links; stop += 1) await page.keyboard.press('Tab');
    assert.equal(await page.locator('#atlas-kinds').isVisible(), false);
    await page.close();
  });
});

test('keys keep their colours in forced colours, in both of their themes', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await tab(1280, { forcedColors: 'active', colorScheme });
    const keys = [['map.html', '.classes b', ''], ['matrix.html', '.legend span[class^=heat]', ''], ['matrix.html', 'td[class^=heat]', ''],
      ['index.html', '.classes b', ''], ['quality.html', '.parts-key li', '::before'], ['network.html', '.kinds-key li', '::before'],
      ['timeline.html', '.chronicle .dot', '']];
    for (const [route, place, part] of keys) {
      await page.goto(at(route));
      const colours = await page.locator(place).evaluateAll((all, part) => all.map(one => getComputedStyle(one, part || null).backgroundColor), part);
      const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.ok(new Set(colours).size > 1 && !colours.includes(canvas), `${route} ${place}, ${colorScheme}: ${[...new Set(colours)]} on ${canvas}`);
    }
    await page.close();
  }
});
