// The drawn views, the filters and the comparison in a real browser, from a folder and with scripts off and on.
//
//   SITE=target/site ATLAS=target/release/atlas node --test tests/browser/views.test.mjs
//
// SITE is the folder of the built shipped atlas; ATLAS is the program, which builds a site of this test's own for what the
// shipped atlas is too small for.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.env.SITE ?? path.join(here, '../../target/site'));
const program = path.resolve(process.env.ATLAS ?? path.join(here, '../../target/release/atlas'));
const at = (route, folder = site) => new URL(route, `${pathToFileURL(folder).href}/`).href;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Opens a page, hands it over, and finds no error and no request outside of the folder. */
async function look(route, { scripts = true, width = 1280, dark = false, folder = site }, then) {
  const context = await browser.newContext({
    javaScriptEnabled: scripts, viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', error => wrong.push(error.message));
  page.on('request', request => { if (!request.url().startsWith('file:')) wrong.push(request.url()); });
  try {
    await page.goto(at(route, folder));
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
    await look('network.html', { scripts: false }, async page => assert.ok(!await page.locator('#atlas-network-tools').isVisible()));
    await look('organizations/index.html', { scripts: false }, async page => {
      assert.ok(!await page.locator('.list-tools').isVisible());
      assert.ok(await page.locator('details.facets').isVisible());
    });
  });
});

/** What a drawing and its twin in HTML have in common: the addresses that both lead to. */
const linksIn = (page, selector) => page.locator(`${selector} a[href]`).evaluateAll(all =>
  [...new Set(all.map(link => (link.href.baseVal ?? link.getAttribute('href')).split('/').pop()))].sort());

describe('what is drawn is said in HTML too, without scripts', () => {
  const off = { scripts: false };
  test('a region of the map leads to its page, a point to its record', () => look('map.html', off, async page => {
    const regions = await linksIn(page, 'svg.map');
    for (const name of await linksIn(page, '.plain-table')) assert.ok(regions.includes(name), name);
    const point = await page.locator('svg.map a.point, svg.map .marker a, svg.map a.marker').count();
    assert.ok(point > 0, 'there are points');
  }));
  test('the map names its leading regions with the counts of the table, and numbers stand beside them', () =>
    look('map.html', off, async page => {
      const plain = words => words.map(one => one.replace(/\s+/g, ' ').trim());
      const labels = plain(await page.locator('svg.map').first().locator('.lead text').allTextContents());
      const rows = plain(await page.locator('.plain-table tbody tr').evaluateAll(all =>
        all.map(row => `${row.cells[0].querySelector('a').textContent} ${row.cells[1].firstChild.textContent}`)));
      assert.ok(labels.length > 2);
      for (const label of labels) assert.ok(rows.includes(label), `${label}: ${rows.join('; ')}`);
      const covered = await page.locator('svg.map').first().evaluate(map => {
        const boxes = selector => [...map.querySelectorAll(selector)].map(one => one.getBoundingClientRect());
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        const discs = boxes('.marker .disc');
        const others = [...boxes('.plate'), ...boxes('circle.region')];
        return [discs.length, discs.filter(disc => others.some(other => meet(disc, other))).length];
      });
      assert.ok(covered[0] > 1);
      assert.equal(covered[1], 0);
    }));
  test('another site is told how to show a drawing', () => look('map.html', off, async page => {
    const code = await page.locator('.embed input').inputValue();
    const [, target, picture] = /^<a href="([^"]+)"><img src="([^"]+)" alt="Карта"><\/a>$/.exec(code);
    assert.equal(target, await page.locator('link[rel=canonical]').getAttribute('href'));
    assert.ok(fs.existsSync(path.join(site, 'data/charts', path.basename(picture))));
  }));
  test('each map counts what its name says', async () => {
    const total = async route => {
      let counts;
      await look(route, off, async page => {
        counts = await page.locator('.plain-table tbody td:last-child').allInnerTexts();
      });
      return counts.reduce((sum, count) => sum + Number.parseInt(count, 10), 0);
    };
    assert.ok(await total('map/clusters.html') >= 3);
    assert.ok(await total('map/clusters.html') < await total('map/organizations.html'));
  });
  test('a number of the matrix leads to as many records', () => look('matrix.html', off, async page => {
    const cell = page.locator('.heat tbody td a').first();
    const count = Number(await cell.innerText());
    await cell.click();
    assert.equal(await page.locator('.entries > li').count(), count);
  }));
  test('the matrix marks blank spots and counts them', () => look('matrix.html', off, async page => {
    const blank = await page.locator('.heat tbody td.blank').count();
    assert.match(await page.locator('.aside-note').innerText(), new RegExp(`\\b${blank}\\b`));
  }));
  test('who signs with whom is listed under its drawing', () => look('matrix.html', off, async page => {
    assert.ok(await page.locator('svg.grid').first().isVisible());
    assert.ok(await page.locator('#atlas-pairs li').count() > 0);
  }));
  test('the network of the whole is a drawing and a table', () => look('network.html', off, async page => {
    const [drawn, listed] = [await linksIn(page, 'svg.overview'), await linksIn(page, '.plain-table')];
    assert.ok(drawn.length > 100);
    assert.deepEqual(drawn.filter(name => !listed.includes(name)), []);
    const [figure, tools] = await page.evaluate(() => ['figure', '#atlas-network-tools'].map(one =>
      [...document.querySelectorAll('main *')].indexOf(document.querySelector(one))));
    assert.ok(figure < tools, 'the drawing stands before the forms');
    for (const counts of await page.locator('.plain-table tbody tr').evaluateAll(rows => rows.slice(0, 50).map(row =>
      [row.cells[3].textContent, ...row.cells[4].textContent.matchAll(/\d+(?=,|$)/g)].map(Number)))) {
      assert.equal(counts.slice(1).reduce((sum, count) => sum + count, 0), counts[0]);
    }
  }));
  test('those around a record are in its list of relations', () => look('clusters/mik.html', off, async page => {
    const [drawn, listed] = [await linksIn(page, '.around svg'), await linksIn(page, '.group')];
    assert.ok(drawn.length > 5);
    assert.deepEqual(drawn.filter(name => name !== 'mik.html' && !listed.includes(name)), []);
    assert.ok(await page.locator('.dates svg.timeline').isVisible(), 'its own timeline');
    assert.ok(await page.locator('svg.locator').isVisible(), 'where it is');
  }));
  test('a telephone shows the list first, the drawing when it is asked for', () =>
    look('clusters/mik.html', { scripts: false, width: 390 }, async page => {
      assert.ok(!await page.locator('.around svg').last().isVisible());
      await page.click('.around summary');
      assert.ok(await page.locator('.around svg').last().isVisible());
    }));
  test('what happened is drawn, and listed year by year', () => look('timeline.html', off, async page => {
    const [drawn, listed] = [await linksIn(page, 'svg.timeline'), await linksIn(page, '.chronicle')];
    assert.deepEqual(drawn, listed);
    assert.ok(await page.locator('svg.timeline .vague').count() > 0, 'uncertain dates are spans');
  }));
  test('a region shows how many of each sector it has', () => look('regions/RU-TOM.html', off, async page => {
    const rows = page.locator('.bars li');
    assert.ok(await rows.count() > 5);
    assert.ok(await rows.first().locator('svg.bar').isVisible());
    assert.match(await rows.first().innerText(), /^\D+\n\d+(\n|$)/);
  }));
  test('without scripts filters are links to lists', () => look('organizations/index.html', off, async page => {
    await page.click('.facets summary');
    const link = page.locator('.facets a').first();
    const name = await link.innerText();
    await link.click();
    assert.equal(await page.locator('h1').innerText(), name);
  }));
  test('a page says how to cite it, with its date', () => look('clusters/mik.html', off, async page => {
    await page.click('.cite summary');
    const text = await page.locator('.citation').innerText();
    assert.match(text, /Московский инновационный кластер.*\d{4}\sг\./s);
    assert.match(await page.locator('.cite pre').first().innerText(), /^@online\{/);
    assert.match(await page.locator('.cite pre').last().innerText(), /^<iframe /);
  }));
  test('a card fits its frame, and leads to its record', () => look('clusters/mik.html', off, async page => {
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(await page.locator('.cite pre').last().textContent());
    await page.setViewportSize({ width: Number(width), height: Number(height) });
    for (const card of ['mik', 'mts-tusur', 'sechenov-zelenograd-2017', 'biomedicine-park', 'tusur']) {
      await page.goto(at(`embed/${card}.html`));
      const over = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      assert.ok(over <= 0, `${card}: ${over} px too high`);
      assert.equal(await page.locator('script').count(), 0);
      assert.ok((await page.locator('h1 a[target=_top]').getAttribute('href')).endsWith(`/${card}.html`));
    }
  }));
  test('every file that the data page names is there', () => look('data/index.html', off, async page => {
    const files = await page.locator('main a[type]').evaluateAll(all => all.map(link => link.href));
    assert.ok(files.length > 30, `${files.length} files`);
    for (const file of files) assert.ok(fs.existsSync(fileURLToPath(file)), file);
    assert.match(await page.locator('.data .facts').innerText(), /Creative Commons/);
  }));
  test('the search page leads on where it cannot search', () => look('search.html', off, async page => {
    assert.ok(await page.locator('#atlas-search-ways a').count() > 20);
    assert.ok(await page.locator('noscript').innerText());
  }));
});

describe('what the shipped atlas is too small for', () => {
  const own = fs.mkdtempSync(path.join(os.tmpdir(), 'atlas-views-'));
  const folder = path.join(own, 'public');
  before(() => {
    const write = (file, text) => {
      fs.mkdirSync(path.dirname(path.join(own, file)), { recursive: true });
      fs.writeFileSync(path.join(own, file), text);
    };
    write('site.toml', 'title = "Атлас"\nlanguages = ["ru"]\n');
    for (const name of ['layouts', 'assets']) fs.cpSync(path.join(here, '../..', name), path.join(own, name), { recursive: true });
    const type = at => at % 3 ? 'company' : 'university';
    write('content/organizations/all.yaml', Array.from({ length: 620 }, (_, at) =>
      `- id: o${at}\n  name: Организация ${at}\n  type: ${type(at)}\n`).join(''));
    write('content/regions/all.yaml', '- id: tomsk\n  name: Томская область\n');
    write('content/sources/all.yaml', '- id: one\n  name: Первый отчёт\n- id: two\n  name: Второй отчёт\n');
    write('content/clusters/growing.md', `---
name: Растущий
region: {ref: tomsk, status: proposed, source: one}
figures:
  - {of: companies, value: 120, on: 2015, source: one}
  - {of: companies, value: 176, on: 2019-02, source: one}
  - {of: companies, value: 160, on: 2019-02, source: two}
  - {of: companies, value: 245, on: 2024, source: two, status: planned}
sources: [one, two]
---
Растёт.[^one] Не всегда.[^note]

[^note]: Примечание текста.
`);
    execFileSync(program, ['build', '--root', own, '--out', folder]);
  });
  after(() => fs.rmSync(own, { recursive: true, force: true }));

  test('a long list is paged, and both pages together are whole', async () => {
    const names = new Set();
    await look('organizations/index.html', { scripts: false, folder }, async page => {
      for (;;) {
        for (const name of await page.locator('.entries a').allInnerTexts()) names.add(name);
        const next = page.locator('.pager [rel=next]');
        if (!await next.count()) break;
        await next.click();
      }
      assert.match(page.url(), /organizations\/7\.html$|page-7|\/7\//);
    });
    assert.equal(names.size, 620);
  });
  test('a filter finds what stands on the other pages of a list', () =>
    look('organizations/index.html?type=university', { folder }, async page => {
      await page.locator('.found').filter({ hasText: /\d/ }).waitFor();
      assert.match(await page.locator('.list-tools .found').innerText(), /\b207\b/);
      assert.match(await page.locator('.filtered li .about').first().innerText(), /университет/);
    }));
  test('a search finds what stands on the other pages of a list', () =>
    look('organizations/index.html', { folder }, async page => {
      await page.fill('.list-tools [name=q]', 'организация 619');
      await page.locator('.filtered li').first().waitFor();
      assert.deepEqual(await page.locator('.filtered a').allInnerTexts(), ['Организация 619']);
    }));
  test('a figure with several dates is a series; a contradiction and a plan look it', () =>
    look('clusters/growing.html', { scripts: false, folder }, async page => {
      assert.ok(await page.locator('svg.series').isVisible());
      assert.equal(await page.locator('svg.series .dot').count(), 4);
      assert.equal(await page.locator('svg.series .dot.doubtful').count(), 1);
      assert.equal(await page.locator('svg.series .contradiction').count(), 1);
      assert.ok(await page.locator('.badge.conflict').isVisible());
      assert.equal(await page.locator('.figures dd b').count(), 4, 'all values are said');
    }));
  test('a proposed region is shown as proposed, with its source', () =>
    look('clusters/growing.html', { scripts: false, folder }, async page => {
      const row = page.locator('.facts dd', { hasText: 'Томская область' });
      assert.equal(await row.locator('.badge.proposed').count(), 1);
      assert.equal(await row.locator('.note').count(), 1);
    }));
  test('notes of the text are not numbered like its sources', () =>
    look('clusters/growing.html', { scripts: false, folder }, async page => {
      assert.equal(await page.locator('.prose .note').innerText(), '1');
      assert.equal(await page.locator('.footnote-reference').innerText(), 'a');
      assert.equal(await page.locator('.footnote-definition-label').innerText(), 'a');
    }));
});

describe('a view is taken along', () => {
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
  let server;
  before(async () => {
    server = http.createServer((request, response) => {
      const file = path.join(site, decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
      if (!file.startsWith(site) || !fs.existsSync(file) || !fs.statSync(file).isFile()) return response.writeHead(404).end();
      return response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream' }).end(fs.readFileSync(file));
    });
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server.close());

  test('over http each picture is there as SVG and as PNG, under the policy', async () => {
    const page = await browser.newPage();
    const wrong = [];
    page.on('console', message => { if (message.type() === 'error') wrong.push(message.text()); });
    for (const route of ['map.html', 'network.html', 'timeline.html', 'matrix.html']) {
      await page.goto(`http://127.0.0.1:${server.address().port}/${route}`);
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.view-foot button').first().click()]);
      assert.equal(file.suggestedFilename(), route.replace('.html', '.png'));
      const png = fs.readFileSync(await file.path());
      assert.equal(png.toString('latin1', 1, 4), 'PNG');
      assert.ok(png.readUInt32BE(16) > 700 && png.length > 5000, `${route}: ${png.readUInt32BE(16)} pixels, ${png.length} bytes`);
      assert.equal(await page.locator('.share input').inputValue(), page.url());
    }
    assert.deepEqual(wrong, []);
    await page.close();
  });
  test('from a folder only the SVG is offered', () => look('map.html', {}, async page => {
    assert.ok(await page.locator('a.svg-file').first().isVisible());
    assert.equal(await page.locator('.view-foot button').count(), 0);
  }));
});

describe('scripts add to the views', () => {
  test('the search opens on any page by its key, and leads to what was found', () => look('timeline.html', {}, async page => {
    await page.keyboard.press('/');
    await page.locator('dialog input').fill('зеленаград');
    await page.locator('dialog [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/zelenograd/);
  }));
  test('the search page keeps what was asked in its address, and filters', () => look('search.html?q=кластер', {}, async page => {
    await page.locator('.search-hits li').first().waitFor();
    await page.locator('.search-kinds button', { hasText: 'Кластеры' }).click();
    await page.waitForURL(/kind=cluster/);
    await page.waitForFunction(() => [...document.querySelectorAll('.search-hits .search-labels')].every(one => one.textContent.startsWith('Кластер')));
  }));
  test('records that nothing ties are said not to be tied', () => look('network.html', {}, async page => {
    await page.fill('[name=from]', 'МИК');
    await page.fill('[name=to]', 'никакая');
    await page.click('.path button');
    assert.match(await page.locator('.path-answer').innerText(), /никакая/);
  }));
  test('a filtered table shows as many rows as it counts, on a telephone too', async () => {
    for (const width of [390, 1280]) {
      await look('events/index.html?type=round-table', { width }, async page => {
        const found = page.locator('.list-tools .found');
        await found.filter({ hasText: /\d/ }).waitFor();
        const rows = await page.locator('.lines tbody tr:visible').count();
        assert.ok(rows > 0 && (await found.innerText()).includes(` ${rows}`), `${width}: ${rows} rows`);
      });
    }
  });
  test('a list is sorted, and its address says so', () => look('events/index.html', {}, async page => {
    await page.selectOption('[name=sort]', 'old');
    assert.match(page.url(), /sort=old/);
    assert.match(await page.locator('.entries time, .entries .time').first().innerText(), /2016/);
  }));
  test('an address compares the records that it names, and one can be taken away', () =>
    look('compare.html?kind=organization&ids=misis,miet,tusur', {}, async page => {
      await page.locator('.side-by-side').waitFor();
      assert.equal(await page.locator('.side-by-side thead th').count(), 3);
      const notes = await page.locator('.side-by-side .note').evaluateAll(all => all.map(note => note.hash));
      assert.ok(notes.length > 3, `${notes.length} notes`);
      const listed = await page.locator('.cited .sources li').evaluateAll(all => all.map(row => `#${row.id}`));
      assert.deepEqual([...new Set(notes)], listed);
      const back = await page.locator('.cited [role=doc-backlink]').evaluateAll(all => all.filter(link => !document.querySelector(link.hash)).length);
      assert.equal(back, 0);
      await page.locator('.side-by-side button').first().click();
      await page.waitForURL(/ids=miet(,|%2C)tusur/);
      await page.fill('.picker [name=q]', 'сеченов');
      await page.locator('.offered button').first().click();
      await page.waitForURL(/tusur(,|%2C)\S+/);
      assert.equal(await page.locator('.side-by-side thead th').count(), 3);
    }));
  test('regions are compared by what they have, with a picker on the page', () =>
    look('compare.html?kind=region', {}, async page => {
      for (const name of ['москва', 'томская']) {
        await page.fill('.picker [name=q]', name);
        await page.locator('.offered button').first().click();
        await page.locator('.side-by-side thead th', { hasText: new RegExp(name, 'i') }).waitFor();
      }
      const rows = await page.locator('.side-by-side tbody tr').evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent)));
      const row = label => rows.find(([head]) => head === label);
      for (const [at, id] of ['RU-MOW', 'RU-TOM'].entries()) {
        const kicker = fs.readFileSync(path.join(site, `regions/${id}.html`), 'utf8');
        const own = /href="#atlas-kind-organization"><b>(\d+)/.exec(kicker)[1];
        assert.equal(row('Организации')[at + 1].split(',')[0], own, id);
      }
      assert.ok(row('Доля выводов редакции') && row('Ведущие отрасли'));
    }));
  test('a list is searched, and each condition is a chip that can be taken back', () =>
    look('organizations/index.html?type=university', {}, async page => {
      const all = await page.locator('.entries > li:visible').count();
      await page.fill('.list-tools [name=q]', 'СЕЧЕНОВ');
      await page.locator('.chips li').nth(1).waitFor();
      assert.equal(await page.locator('.entries > li:visible').count(), 1);
      assert.match(await page.locator('.chips').innerText(), /Тип: университет \(\d+/);
      await page.locator('.chips button').first().click();
      assert.equal(await page.locator('.entries > li:visible').count(), all);
      await page.locator('.chips button').click();
      assert.equal(await page.locator('.chips').isVisible(), false);
      assert.ok(await page.locator('.entries > li:visible').count() > all);
    }));
  test('the network tells how two records are tied, in sentences with date, status and source', () => look('network.html', {}, async page => {
    await page.fill('[name=from]', 'ИТК «Зеленоград»');
    await page.fill('[name=to]', 'Сеченовский университет');
    await page.click('.path button');
    const way = (await page.locator('.walk li').allInnerTexts()).map(words => words.replace(/[\u00a0\u202f]/g, ' '));
    assert.ok(way[0].startsWith('ИТК «Зеленоград» — '), way[0]);
    assert.match(way.at(-1), /: Сеченовский университет\s/);
    for (const words of way) assert.match(words, /Источник: \S/);
    assert.ok(way.some(words => /\d{4} г\./.test(words)), 'a step has its date');
    assert.match(page.url(), /#.*from=/);
    assert.ok(await page.locator('.overview .node.on text').count() > 1, 'who is on the way is named in the drawing');
    await page.locator('.walk small a').first().click();
    await page.waitForURL(/sources\/.*\.html$/);
    await page.goBack();
    await page.locator('.walk .tie').first().click();
    await page.waitForURL(/clusters\/zelenograd-cluster\.html#atlas-relation-/);
    const group = page.locator(decodeURIComponent(new URL(page.url()).hash));
    assert.ok(await group.count() === 1);
  }));
  test('a way says what is only proposed, and is copied with its address', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await page.goto(at('network.html#from=mik&to=severstal'));
    await page.locator('.walk li').first().waitFor();
    assert.match(await page.locator('.walk').innerText(), /предложено/);
    await page.click('.path-answer button');
    await page.locator('.path-answer button', { hasText: 'Скопировано' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^1\. МИК — .+: .+\n2\. .+: Северсталь .*Источник: /);
    assert.ok(copied.endsWith(page.url()));
    await context.close();
  });
  test('the network follows its address, and the reset clears question and answer', () => look('network.html', {}, async page => {
    await page.evaluate(() => { location.hash = '#from=mik&to=severstal'; });
    await page.locator('.walk li').first().waitFor();
    assert.equal(await page.inputValue('[name=from]'), 'mik');
    await page.evaluate(() => { location.hash = '#kind=cluster'; });
    await page.locator('.found li').first().waitFor();
    assert.equal(await page.locator('.walk').count(), 0);
    assert.equal(await page.inputValue('[name=from]'), '');
    await page.goBack();
    await page.locator('.walk li').first().waitFor();
    assert.equal(await page.locator('.found li').count(), 0);
    await page.click('.filters [type=reset]');
    await page.waitForFunction(() => !location.hash && !document.querySelector('.walk'));
    assert.equal(await page.inputValue('[name=to]'), '');
    assert.equal(await page.locator('.overview.some').count(), 0);
  }));
  test('the network shows the records of a kind', () => look('network.html#kind=cluster', {}, async page => {
    await page.locator('.found li').first().waitFor();
    assert.equal(await page.locator('.found li').count(), await page.locator('.overview .node.on').count());
  }));
  test('a record of the drawing shows its neighbours with their names, and a card', () => look('network.html', {}, async page => {
    const start = page.locator('.overview .start');
    await start.locator('circle').hover();
    const name = await start.locator('title').textContent();
    const card = page.locator('.node-card');
    assert.ok((await card.innerText()).startsWith(name));
    const total = Number(/: (\d+) — /.exec(await card.innerText())[1]);
    const parts = [...(await card.locator('p').last().innerText()).split(' — ')[1].matchAll(/\d+/g)].map(Number);
    assert.equal(parts.reduce((sum, count) => sum + count, 0), total);
    const near = page.locator('.overview .node.near');
    assert.ok(await near.count() > 10);
    assert.equal(await page.locator('.overview .node.near text').count(), await near.count());
    const dim = page.locator('.overview .node:not(.near):has(text)').first();
    await page.waitForFunction(one => Number(getComputedStyle(one).opacity) < .5, await dim.elementHandle());
    await page.keyboard.press('Escape');
    assert.ok(!await card.isVisible());
    assert.equal(await page.locator('.overview .added').count(), 0);
  }));
  test('a finger shows the card first, and then the page', async () => {
    const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(at('network.html'));
    const start = page.locator('.overview .start circle');
    await start.tap();
    await page.locator('.node-card').waitFor();
    assert.match(page.url(), /network\.html$/);
    await start.tap();
    await page.waitForURL(url => !url.pathname.endsWith('/network.html'));
    await context.close();
  });
  for (const [route, drawing] of [['network.html', 'svg.overview'], ['map.html', 'svg.map'], ['timeline.html', 'svg.timeline']]) {
    test(`the drawing of ${route} is one stop of the Tab key with arrow keys`, () => look(route, {}, async page => {
      const links = page.locator(`${drawing} a[href]:not([aria-hidden])`);
      const stops = page.locator(`${drawing} a[href][tabindex="0"]`);
      assert.ok(await links.count() > 8);
      assert.equal(await stops.count(), await page.locator(drawing).count());
      await stops.first().focus();
      const focused = () => page.evaluate(() => document.activeElement.getAttribute('href'));
      const seen = new Set([await focused()]);
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'End', 'Home']) {
        await page.keyboard.press(key);
        seen.add(await focused());
      }
      assert.ok(seen.size > 2, [...seen].join(' '));
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(selector => !document.activeElement.closest(selector), drawing), 'Tab leaves the drawing');
    }));
    test(`without scripts there is a way past the drawing of ${route}`, () => look(route, { scripts: false }, async page => {
      const skip = page.locator('.skip-drawing a');
      await skip.focus();
      assert.ok(await skip.isVisible());
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(selector => Boolean(document.activeElement.closest(selector)), drawing);
      assert.ok(!inside);
    }));
  }
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
    assert.equal(await page.locator('.pick').count(), 0, 'boxes come when they are asked for');
    await page.click('.list-tools .compare');
    for (const box of (await page.locator('.pick input').all()).slice(0, 2)) await box.check();
    await page.click('.compare-bar a');
    await page.locator('.side-by-side').waitFor();
    assert.equal(await page.locator('.side-by-side thead th').count(), 2);
  }));
});
