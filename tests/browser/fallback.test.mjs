// What scripts write says its language: the shipped atlas with a second language in which it has no word, so that every Cyrillic
// letter of a page in that language stands in an element of Russian.
//
//   ATLAS=target/ci/atlas node --test tests/browser/fallback.test.mjs

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = path.resolve(process.env.ATLAS ?? path.join(root, 'target/ci/atlas'));
const folder = path.join(root, 'target/fallback');
const languages = 'languages = ["ru", "en"]';

let browser;
before(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const part of ['content', 'assets']) fs.cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  const settings = fs.readFileSync(path.join(root, 'site.toml'), 'utf8');
  assert.ok(settings.includes(languages));
  fs.writeFileSync(path.join(folder, 'site.toml'), settings.replace(languages, 'languages = ["ru", "eu", "en"]'));
  // Lists of several pages, whose other rows a script writes.
  const many = Array.from({ length: 110 }, (_, at) => at + 1);
  const organizations = many.map(at => `- {id: plant-${at}, name: Завод ${at}, type: company, region: RU-TOM, status: planned}`);
  const agreements = many.map(at => `- {id: pact-${at}, name: Соглашение ${at}, date: 2025-05?, parties: [miet, plant-${at}]}`);
  for (const [kind, rows] of Object.entries({ organizations, agreements })) {
    fs.writeFileSync(path.join(folder, `content/${kind}/many.yaml`), `${rows.join('\n')}\n`);
  }
  execFileSync(program, ['build', '--root', folder, '--out', path.join(folder, 'public')], { stdio: 'ignore' });
  browser = await launch();
});
after(() => browser?.close());

/** The Cyrillic texts in elements of the page, and those of them that no element calls Russian. What a reader typed is neither. */
async function cyrillic(page, selector) {
  return page.evaluate(within => {
    const texts = [];
    for (const element of document.querySelectorAll(within)) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (!/[а-яё]/i.test(data) || parentElement.closest('script, style, [data-message], .chips')) continue;
        texts.push([data.trim().slice(0, 60), parentElement.closest('[lang]').getAttribute('lang') === 'ru']);
      }
    }
    return { all: texts.length, unmarked: texts.filter(([, marked]) => !marked).map(([text]) => text) };
  }, selector);
}

/** Opens a page in the language without words, and waits for what a script writes. */
async function opened(route, written) {
  const page = await browser.newPage();
  await page.goto(`${pathToFileURL(path.join(folder, 'public/eu')).href}/${route}`);
  await page.waitForSelector(written, { state: 'attached' });
  return page;
}

const cases = [
  ['the comparison of organizations', 'compare.html?kind=organization&ids=miet,sechenov', 'table.side-by-side', '#atlas-compare', 20],
  ['the comparison of regions', 'compare.html?kind=region&ids=RU-TOM,RU-MOW', 'table.side-by-side', '#atlas-compare', 15],
  ['a path through the network', 'network.html#from=miet&to=sechenov', '.path-answer .walk', '#atlas-network-tools', 8],
  ['a part of the network', 'network.html#kind=cluster', '.found li', '#atlas-network-tools', 10],
  ['a filtered list', 'organizations/index.html?q=завод', 'ul.filtered .about', '.filtered', 300],
  ['a filtered table', 'agreements/index.html?q=соглашение', 'table.filtered td', '.filtered', 200],
];
for (const [name, route, written, within, least] of cases) {
  test(`${name} says which texts are of another language`, async () => {
    const page = await opened(route, written);
    const { all, unmarked } = await cyrillic(page, within);
    await page.close();
    assert.deepEqual(unmarked, []);
    assert.ok(all >= least, `${all} texts`);
  });
}
