// The switch of themes, from a folder: it needs scripts, and works without anything being kept.
//
//   SITE=target/site node --test tests/browser/theme.test.mjs
//
// SITE is the folder of the built shipped atlas.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.env.SITE ?? path.join(here, '../../target/site'));
const at = route => new URL(route, `${pathToFileURL(site).href}/`).href;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Opens a page, hands it over, and finds no error and nothing that the policy refused. */
async function look(route, options, then, prepare = async () => {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const wrong = [];
  context.on('page', page => {
    page.on('pageerror', error => wrong.push(error.message));
    page.on('console', message => message.type() === 'error' && wrong.push(message.text()));
  });
  try {
    await prepare(context);
    const page = await context.newPage();
    await page.goto(at(route));
    await then(page, context);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

/** How light a colour is, from 0 to 255. */
const light = colour => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
const paper = async page => light(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
const isDark = async page => await paper(page) < 80;
const button = page => page.locator('.theme-button');

describe('the switch of themes', () => {
  test('goes from the system to light, dark and back, and says where it is', () =>
    look('index.html', { colorScheme: 'dark' }, async page => {
      assert.equal(await button(page).getAttribute('aria-label'), 'Тема: как в системе');
      assert.ok(await isDark(page), 'the system is dark');
      for (const [name, dark] of [['Тема: светлая', false], ['Тема: тёмная', true], ['Тема: как в системе', true]]) {
        await button(page).click();
        assert.equal(await button(page).getAttribute('aria-label'), name);
        assert.equal(await isDark(page), dark, name);
      }
    }));

  test('is remembered by the other pages and languages, and followed by open ones', () =>
    look('index.html', { colorScheme: 'light' }, async (page, context) => {
      const open = await context.newPage();
      await open.goto(at('matrix.html'));
      assert.equal(await isDark(open), false);
      await button(page).click();
      await button(page).click();
      await open.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
      assert.ok(await isDark(open));
      await page.goto(at('en/clusters/mik.html'));
      assert.ok(await isDark(page));
      assert.equal(await button(page).getAttribute('aria-label'), 'Theme: dark');
    }));

  test('is in force before anything is drawn', () =>
    look('clusters/mik.html', { colorScheme: 'light' }, async page => {
      await button(page).click();
      await button(page).click();
      // What the page looks like when its body begins, before any later script.
      await page.addInitScript(() => {
        new MutationObserver((_, observer) => {
          if (!document.body) return;
          window.firstTheme = document.documentElement.dataset.theme;
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
      });
      await page.reload();
      assert.equal(await page.evaluate(() => window.firstTheme), 'dark');
    }));

  test('drawings follow it, and the colour of the browser does', () =>
    look('map.html', { colorScheme: 'dark' }, async page => {
      const fill = () => page.locator('svg.map .level-5').first().evaluate(one => getComputedStyle(one).fill);
      const bars = () => page.locator('meta[name=theme-color]').evaluateAll(all =>
        all.filter(one => matchMedia(one.media).matches).map(one => one.content));
      const dark = [await fill(), await bars()];
      await button(page).click();
      const day = [await fill(), await bars()];
      assert.ok(light(dark[0]) > light(day[0]), `the fullest class is light on dark: ${dark}, ${day}`);
      assert.deepEqual([dark[1], day[1]], [['#0f171b'], ['#f6f8f7']]);
    }));

  test('paper is white in the dark theme', () =>
    look('clusters/mik.html', { colorScheme: 'light' }, async page => {
      await button(page).click();
      await button(page).click();
      await page.emulateMedia({ media: 'print' });
      assert.equal(await paper(page), 255);
      assert.equal(await button(page).isVisible(), false);
      const hue = await page.locator('.figure [class*=colour-]').first().evaluate(one => getComputedStyle(one).color);
      assert.ok(light(hue) < 128, `the colours of drawings are those on white: ${hue}`);
    }));

  test('works where the browser keeps nothing', () =>
    look('index.html', { colorScheme: 'light' }, async page => {
      await button(page).click();
      await button(page).click();
      assert.ok(await isDark(page));
      await page.reload();
      assert.equal(await isDark(page), false, 'nothing is kept');
      assert.equal(await button(page).getAttribute('aria-label'), 'Тема: как в системе');
    }, context => context.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } });
    })));

  test('a word of somebody else in its place is no theme', () =>
    look('index.html', { colorScheme: 'light' }, async page => {
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'system');
      assert.equal(await isDark(page), false);
    }, context => context.addInitScript(() => location.protocol === 'file:' && localStorage.setItem('atlas-theme', 'mauve'))));

  test('is not there without scripts, where the system decides', () =>
    look('index.html', { colorScheme: 'dark', javaScriptEnabled: false }, async page => {
      assert.equal(await button(page).isVisible(), false);
      assert.ok(await isDark(page));
    }));
});
