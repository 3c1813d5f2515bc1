// The built site in a real browser, and before the Nu HTML checker.
//
//   SITE=target/site node --test tests/browser/run.mjs
//
// SITE is the folder of a built atlas in two languages: the shipped one, that of tests/elsewhere, one of tests/shapes; CHROMIUM is
// the browser (by default the first of the usual names that is there); `npm ci --ignore-scripts` in this folder brings everything
// else but Java. With BRIEF set, one page of each layout or section is looked at, and only what records can spoil; NIGHTLY
// outweighs it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.env.SITE ?? path.join(here, '../../target/site'));
const axe = fs.readFileSync(path.join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');

const night = Boolean(process.env.NIGHTLY);
const brief = Boolean(process.env.BRIEF) && !night;

/** Every page of the site: its path, language and layout. */
const pages = fs.readdirSync(site, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.html'))
  .map(entry => path.relative(site, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')).sort()
  .map(route => {
    const html = fs.readFileSync(path.join(site, route), 'utf8');
    return {
      route, size: html.length,
      language: /<html lang="([^"]+)"/.exec(html)?.[1],
      layout: /<body class="([^"]+?)-page/.exec(html)?.[1],
      moved: /http-equiv="refresh"/.test(html),
    };
  });

/** The pages that readers see: an old address only leads to a new one. */
const shown = pages.filter(page => !page.moved);

if (shown.length < 8) throw new Error(`${site} holds ${shown.length} pages: build an atlas there first`);

/** The languages of the site, that of its first page first. */
const languages = [...new Set([pages.find(page => page.route === 'index.html'), ...shown].map(page => page.language))];

/** The largest page of each layout in each language, or in all. */
const samples = [...shown.reduce((largest, page) => {
  const key = brief ? page.layout : `${page.layout} ${page.language}`;
  return page.size > (largest.get(key)?.size ?? 0) ? largest.set(key, page) : largest;
}, new Map()).values()];

/** The largest page of each layout in each section and language, or in all: every kind of record and every index. */
const sections = [...shown.reduce((largest, page) => {
  const parts = page.route.split('/');
  const section = parts.slice(languages.includes(parts[0]) ? 1 : 0, -1)[0] ?? page.route;
  const key = brief ? `${page.layout} ${section}` : `${page.layout} ${page.language} ${section}`;
  return page.size > (largest.get(key)?.size ?? 0) ? largest.set(key, page) : largest;
}, new Map()).values()];

/** Those with the site's own head and menu: a card stands in somebody else's page. */
const whole = samples.filter(page => !/(^|\/)embed\//.test(page.route));

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.json': 'application/json', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8',
};

/** What a host that serves files and nothing else answers. */
function answer(asked) {
  const file = path.join(site, asked.endsWith('/') ? `${asked}index.html` : asked);
  const found = file.startsWith(site) && fs.existsSync(file) && fs.statSync(file).isFile();
  const sent = found ? file : path.join(site, '404.html');
  return { status: found ? 200 : 404, type: types[path.extname(sent)] ?? 'application/octet-stream', body: fs.readFileSync(sent) };
}

const server = http.createServer((request, response) => {
  const { status, type, body } = answer(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
  response.writeHead(status, { 'Content-Type': type }).end(body);
});

/** The address for which the site was built, which only the page for lost readers names. */
const published = process.env.BASE_URL ?? 'https://example.org/atlas/';

/** A test of what the layouts do by themselves: with one site it is known for all. */
const testOnce = brief ? test.skip : test;

let browser, base;
before(async () => {
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}/`;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server.close();
});

/** A tab; what it asks of other hosts, and what it complains of, is kept. */
async function tab(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.route(`${published}**`, route => {
    const { status, type, body } = answer(decodeURIComponent(route.request().url().slice(published.length).split('?')[0]));
    return route.fulfill({ status, contentType: type, body });
  });
  const page = await context.newPage();
  const strays = [];
  page.on('request', request => [base, published, 'data:'].some(start => request.url().startsWith(start)) || strays.push(request.url()));
  page.on('pageerror', error => strays.push(`${page.url()}: ${error}`));
  page.on('console', message => message.type() === 'error' && strays.push(`${page.url()}: ${message.text()}`));
  page.on('response', response => response.status() >= 400 && strays.push(`${response.status()} ${response.url()}`));
  return { page, strays, close: () => context.close() };
}

/** The page for lost readers names its files by the site's whole address: its policy lets them in only there. */
const url = route => (route === '404.html' ? published : base) + route.split('/').map(encodeURIComponent).join('/');

test('the site has every kind of page in both languages', () => {
  const layouts = language => new Set(shown.filter(page => page.language === language).map(page => page.layout));
  const wanted = ['home', 'kind', 'record', 'region', 'sector', 'regions', 'sectors', 'matrix', 'cell', 'quality', 'page'];
  for (const language of languages) {
    const missing = wanted.filter(layout => !layouts(language).has(layout));
    assert.deepEqual(missing, [], `layouts without a page in ${language}; there are ${[...layouts(language)].join(', ')}`);
  }
});

test('the Nu HTML checker finds nothing on any page', async () => {
  const jar = path.join(here, 'node_modules/vnu-jar/build/dist/vnu.jar');
  const report = await new Promise((resolve, reject) => {
    const files = brief ? sections.map(page => path.join(site, page.route)) : [site];
    const options = ['-Xss8m', '-jar', jar, '--skip-non-html', '--format', 'json', '--stdout', '--exit-zero-always', ...files];
    execFile('java', options, { maxBuffer: 1 << 28 }, (error, out) => error ? reject(error) : resolve(JSON.parse(out)));
  });
  // The checker reads files, of which none is `'self'`, and takes JSON-LD for a script. What a browser refuses is looked at
  // in policy.test.mjs, over http and from a folder.
  const refused = /^(Resource|Inline script) violates Content Security Policy \(meta tag\)/;
  const messages = report.messages.filter(message => !refused.test(message.message));
  const shown = messages.map(message =>
    `${path.relative(site, fileURLToPath(message.url))}:${message.lastLine}:${message.firstColumn ?? message.lastColumn} ${message.subType ?? message.type}: ${message.message}\n    ${message.extract?.replaceAll('\n', ' ')}`);
  assert.deepEqual(shown.slice(0, 20), [], `${shown.length} messages`);
});

describe('axe-core finds no violation', { concurrency: false }, () => {
  // By day each layout is looked at by light on a telephone and in the dark on a wide screen. At night it is each section, and
  // every page by light on a wide screen, which takes ten minutes.
  const byDay = brief ? [['light', 1280, samples]] : [['light', 390, samples], ['dark', 1280, samples]];
  const byNight = [['light', 390, sections], ['dark', 1280, sections], ['light', 1280, shown], ['dark', 390, sections]];
  const looks = night ? byNight : byDay;
  for (const [colorScheme, width, pages] of looks) {
    test(`${colorScheme}, ${width} pixels wide, ${pages.length} pages`, async () => {
      const { page, close } = await tab({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      const violations = [];
      for (const { route } of pages) {
        await page.goto(url(route));
        // What is folded away is looked at too.
        await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = true; }));
        await page.evaluate(axe);
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }));
        for (const violation of found.violations) {
          for (const node of violation.nodes) {
            violations.push(`${route}: ${violation.id}: ${node.html.slice(0, 160)}\n    ${node.failureSummary}`);
          }
        }
      }
      await close();
      assert.deepEqual(violations.slice(0, 20), [], `${violations.length} violations`);
    });
  }
});

test('nothing is wider than a telephone of 320 pixels, and no page complains or asks another host', async () => {
  // By day the largest page of each section and every fourth of the others; at night every page.
  const some = brief ? sections : shown.filter((page, at) => night || at % 4 === 0 || sections.includes(page));
  const wide = [], complaints = [];
  const look = async routes => {
    const { page, strays, close } = await tab({ viewport: { width: 320, height: 740 } });
    for (const { route } of routes) {
      await page.goto(url(route));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) wide.push(`${route}: ${width}`);
    }
    await close();
    complaints.push(...strays);
  };
  await Promise.all([0, 1].map(part => look(some.filter((_, at) => at % 2 === part))));
  assert.deepEqual(wide, []);
  assert.deepEqual(complaints, []);
});

testOnce('every page can be read with scripts off', async () => {
  const { page, strays, close } = await tab({ javaScriptEnabled: false });
  for (const { route, layout } of samples) {
    await page.goto(url(route));
    assert.ok((await page.locator('h1').innerText()).trim(), `${route} has a name`);
    const text = await page.locator('main').innerText();
    assert.ok(text.trim().length > 40, `${route} says something: ${text}`);
    const hidden = await page.locator('main p, main li, main dd').evaluateAll(all =>
      all.filter(one => one.textContent.trim() && !one.closest('[popover], details:not([open]), [hidden], noscript, .narrow-only')
        && one.getClientRects().length === 0).map(one => one.outerHTML.slice(0, 120)));
    assert.deepEqual(hidden, [], `${route} (${layout}) hides nothing that only a script could show`);
  }
  await close();
  assert.deepEqual(strays, []);
});

testOnce('the site works from a folder, without a host', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const failed = [];
  page.on('requestfailed', request => request.failure()?.errorText === 'net::ERR_ABORTED' || failed.push(request.url()));
  page.on('request', request => request.url().startsWith('file:') || request.url().startsWith('data:') || failed.push(request.url()));
  for (const { route } of samples.filter(page => page.route !== '404.html')) {
    await page.goto(pathToFileURL(path.join(site, route)).href);
    const styled = await page.evaluate(() => [...document.styleSheets].length > 0 && getComputedStyle(document.body).margin);
    assert.ok(styled, `${route} has its styles`);
  }
  await page.goto(pathToFileURL(path.join(site, 'index.html')).href);
  await page.locator('main a').first().click();
  assert.match(page.url(), /^file:.*\.html/);
  await context.close();
  assert.deepEqual(failed, []);
});

testOnce('the keyboard reaches the text first, and the menu on a telephone', async () => {
  for (const { route } of whole) {
    const { page, close } = await tab({ viewport: { width: 390, height: 844 } });
    await page.goto(url(route));
    await page.keyboard.press('Tab');
    const skip = page.locator(':focus');
    assert.equal(await skip.getAttribute('href'), '#atlas-content', `${route}: the first stop skips to the text`);
    // It may slide in.
    await page.waitForFunction(() => {
      const box = document.activeElement.getBoundingClientRect();
      return box.top >= 0 && box.left >= 0 && box.height > 10;
    }, null, { timeout: 5000 });
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'atlas-content', `${route}: the text has the focus`);
    await close();
  }
  const { page, close } = await tab({ viewport: { width: 390, height: 844 } });
  await page.goto(url('index.html'));
  const first = page.locator('#atlas-menu a:visible').first();
  assert.equal(await first.isVisible(), false, 'the menu is closed');
  await page.locator('.menu-button').focus();
  await page.keyboard.press('Enter');
  await first.waitFor({ state: 'visible', timeout: 5000 });
  await page.keyboard.press('Escape');
  await first.waitFor({ state: 'hidden', timeout: 5000 });
  await close();
});

testOnce('every stop of the keyboard shows where it is', async () => {
  const { page, close } = await tab();
  for (const { route } of samples.filter(page => ['home', 'record', 'matrix'].includes(page.layout))) {
    await page.goto(url(route));
    for (let stop = 0; stop < 25; stop++) {
      await page.keyboard.press('Tab');
      const shown = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return document.activeElement === document.body || style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      });
      assert.ok(shown, `${route}: stop ${stop} has an outline`);
    }
  }
  await close();
});

testOnce('the switch of languages keeps the page, and leads back', async () => {
  const { page, close } = await tab();
  for (const { route, language } of whole.filter(page => page.route !== '404.html')) {
    await page.goto(url(route));
    const other = page.locator('.languages a').first();
    assert.notEqual(await other.getAttribute('hreflang'), language);
    await other.click();
    assert.equal(await page.locator('html').getAttribute('lang'), languages.find(other => other !== language), route);
    await page.locator('.languages a').first().click();
    assert.equal(page.url(), url(route), 'and back');
  }
  await close();
});

testOnce('an address that does not exist is answered with a page that works anywhere', async () => {
  const { page, close } = await tab();
  const answer = await page.goto(url('some/where/else.html'));
  assert.equal(answer.status(), 404);
  assert.ok(await page.locator('h1').innerText());
  // Its own address is the site's whole one: from there it searches.
  await page.goto(`${published}some/where/else.html`);
  await page.locator('main input[name=q]').fill('x y');
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.pathname.endsWith('/search.html') && url.searchParams.get('q') === 'x y', { timeout: 5000 });
  await page.locator('#atlas-search').waitFor({ timeout: 5000 });
  await close();
});

testOnce('a page prints in black on white without its menus', async () => {
  const { page, close } = await tab({ colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const { route } of samples.filter(page => page.layout === 'record')) {
    await page.goto(url(route));
    assert.equal(await page.locator('.menu-button').isVisible(), false, `${route}: no menu on paper`);
    const [ink, paper] = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      const light = colour => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
      return [light(style.color), style.backgroundColor === 'rgba(0, 0, 0, 0)' ? 255 : light(style.backgroundColor)];
    });
    assert.ok(ink < 90 && paper > 235, `${route}: ink ${ink}, paper ${paper}`);
  }
  await close();
});
