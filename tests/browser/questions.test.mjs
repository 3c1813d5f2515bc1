// The questions of an official, each answered within three clicks or one search from the home page of the shipped atlas.
//
//   SITE=target/site node --test tests/browser/questions.test.mjs

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.env.SITE ?? path.join(here, '../../target/site'));

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A reader on the home page, who counts clicks and searches. */
class Reader {
  clicks = 0;
  searches = 0;
  constructor(page) { this.page = page; }

  /** Clicks on a link or a button that is visible. */
  async click(locator) {
    this.clicks += 1;
    await locator.filter({ visible: true }).first().click();
    await this.page.waitForLoadState();
  }

  async search(words) {
    this.searches += 1;
    const field = this.page.locator('.ask input');
    await field.fill(words);
    await field.press('Enter');
    await this.page.waitForURL(/search\.html\?q=/);
  }

  /** What a part of the page says, with plain spaces. */
  async text(selector) {
    const all = await this.page.locator(selector).allInnerTexts();
    return all.join('\n').replace(/[\u00a0\u202f]/g, ' ');
  }

  /** What the row of an agreement says. */
  async row(parties) {
    const rows = await this.page.locator('.lines tr').allInnerTexts();
    return rows.map(row => row.replace(/[\u00a0\u202f]/g, ' ')).find(row => parties.test(row)) ?? '';
  }
}

/** Asks a question: at 1280 and at 390 px; without scripts too, unless it is a search. */
function question(name, journey, { scripts = [true, false] } = {}) {
  for (const width of [1280, 390]) {
    for (const javaScriptEnabled of scripts) {
      test(`${name}, at ${width} px, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const context = await browser.newContext({
          javaScriptEnabled, viewport: { width, height: 900 }, reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        const wrong = [];
        page.on('pageerror', error => wrong.push(error.message));
        try {
          await page.goto(new URL('index.html', `${pathToFileURL(site).href}/`).href);
          const reader = new Reader(page);
          await journey(reader);
          const effort = [reader.clicks, reader.searches];
          assert.ok(reader.searches ? reader.searches === 1 && reader.clicks <= 1 : reader.clicks <= 3, `${effort}`);
          assert.deepEqual(wrong, []);
        } finally {
          await context.close();
        }
      });
    }
  }
}

describe('who is in Tomsk oblast, people too?', () => {
  question('by the map', async reader => {
    await reader.click(reader.page.locator('.country a.lead', { hasText: 'Томская область' }));
    assert.match(reader.page.url(), /regions\/RU-TOM\.html$/);
    const people = await reader.text('#atlas-kind-person .entries');
    assert.match(people, /Гриценко/);
    assert.match(await reader.text('#atlas-kind-organization .entries'), /ТУСУР/);
  });
  question('by the door of regions', async reader => {
    await reader.click(reader.page.locator('.doors a', { hasText: 'Томская область' }));
    assert.match(await reader.text('#atlas-kind-person .entries'), /Гриценко/);
  });
});

describe('who does robotics?', () => {
  question('by the door of fields', async reader => {
    await reader.click(reader.page.locator('.doors a', { hasText: 'Все отрасли' }));
    await reader.click(reader.page.locator('main a', { hasText: /^Робототехника$/ }));
    assert.match(reader.page.url(), /sectors\/robotics\.html$/);
    assert.ok(await reader.page.locator('main .entries > li').count() > 2);
  });
  question('by one search', async reader => {
    await reader.search('робототехника');
    await reader.page.locator('#atlas-search a', { hasText: 'Робототехника' }).first().waitFor();
    await reader.click(reader.page.locator('#atlas-search a', { hasText: /^Робототехника$/ }));
    assert.match(reader.page.url(), /sectors\/robotics\.html$/);
    assert.ok(await reader.page.locator('main .entries > li').count() > 2);
  }, { scripts: [true] });
});

const sechenov = /Сеченовский университет ⟷ ИТК «Зеленоград»/;

describe('who signed what with whom?', () => {
  question('on the home page itself', async reader => {
    assert.match(await reader.text('.chronicle'), sechenov);
    assert.match(await reader.text('.chronicle'), /подписали: Зайцев, Свистунов/);
  });
  question('in the table of all agreements', async reader => {
    await reader.click(reader.page.locator('.more a', { hasText: 'соглашений' }));
    const words = await reader.row(sechenov);
    assert.match(words, /Зайцев, Свистунов/);
    assert.match(words, /биомедицине/);
  });
});

describe('when?', () => {
  question('in the table of all agreements', async reader => {
    await reader.click(reader.page.locator('.more a', { hasText: 'соглашений' }));
    assert.match(await reader.row(sechenov), /21 февраля 2017/);
  });
});

describe('where is a given relation known from?', () => {
  question('by the mark of the line', async reader => {
    await reader.click(reader.page.locator('.chronicle li', { hasText: sechenov }).locator('.line-marks a'));
    assert.match(reader.page.url(), /sechenov-zelenograd-2017\.html#atlas-source-1$/);
    const source = reader.page.locator('#atlas-source-1');
    assert.match(await reader.text('#atlas-source-1'), /28 февраля 2017/);
    const top = await source.evaluate(row => row.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 900, `the source is in sight: ${top}`);
  });
});
