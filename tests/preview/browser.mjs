// The preview in a real browser, with `atlas serve` on a small site of its own.
//
//   node tests/preview/browser.mjs ATLAS_PROGRAM
//
// Needs playwright-core, and Chromium (CHROMIUM names it, /usr/bin/chromium otherwise). SHOTS names a folder for pictures.

import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(path.join(process.env.NODE_MODULES ?? path.join(process.cwd(), 'node_modules'), '/'));
const {chromium} = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const program = process.argv[2];
const repository = path.resolve(import.meta.dirname, '../..');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'atlas-preview-'));
const at = (file) => path.join(root, file);
const read = (file) => fs.readFileSync(at(file), 'utf8');
const write = (file, text) => {
  fs.mkdirSync(path.dirname(at(file)), {recursive: true});
  fs.writeFileSync(at(file), text);
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const paragraphs = (word) =>
  Array.from({length: 60}, (_, n) => `${word} ${n + 1}. Кластер объединяет предприятия и университеты региона.`).join('\n\n');
const record = (name, text, more = '') => `---\nname: ${name}\n${more}---\n${text}\n`;
const cluster = 'content/clusters/zelenograd.md';
write('site.toml', 'title = "Атлас"\nlanguages = ["ru"]\n');
write(cluster, record('Зеленоград', paragraphs('Абзац')));
write('content/organizations/miet.md', record('МИЭТ', 'Университет.'));
write('content/organizations/krz.md', record('КРЗ', 'Корпорация развития.'));
fs.cpSync(path.join(repository, 'assets'), at('assets'), {recursive: true});

const port = await new Promise((done) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const {port} = probe.address();
    probe.close(() => done(port));
  });
});
const base = `http://127.0.0.1:${port}`;
let server;
const start = async (...more) => {
  server = spawn(program, ['serve', '--root', root, '--port', port, ...more], {stdio: 'ignore'});
  for (;;) {
    try {
      return await fetch(base);
    } catch {
      await pause(20);
    }
  }
};
const stop = () =>
  new Promise((done) => {
    server.on('exit', done);
    server.kill('SIGINT');
  });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({viewport: {width: 1280, height: 800}});
let passed = 0;
let failed = 0;
const test = async (name, body) => {
  try {
    await body();
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n${error.stack}`);
  }
};
const open = async (url) => {
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    failed += 1;
    console.log(`FAIL a script of ${url}: ${error}`);
  });
  await page.goto(base + url);
  return page;
};
// A page has a no-break space where a line may not end.
const shows = (page, text) => page.waitForFunction(
  (text) => document.body.innerText.replaceAll('\u00a0', ' ').includes(text), text, {polling: 10});
const panel = (page) => page.locator('atlas-preview');
const shot = async (page, name) => {
  if (!process.env.SHOTS) return;
  await pause(250);
  await page.screenshot({path: path.join(process.env.SHOTS, `${name}.png`)});
};

await start();
const page = await open('/clusters/zelenograd.html');
const other = await open('/organizations/krz.html');
await pause(800);

await test('text appears without a reload; scroll, an open section, what was typed and the focus stay', async () => {
  await page.evaluate(() => {
    window.mark = 'the same window';
    document.querySelector('main').insertAdjacentHTML('beforeend', '<details open id="d"><summary>x</summary>y</details><input id="field">');
    document.getElementById('field').value = 'набрано';
    document.getElementById('field').focus({preventScroll: true});
    scrollTo({top: 700, behavior: 'instant'});
    window.nodes = [...document.querySelectorAll('main p')];
  });
  await other.evaluate(() => {
    window.nodes = [...document.querySelectorAll('*')];
    window.mutations = 0;
    new MutationObserver((list) => (window.mutations += list.length))
      .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  });
  write(cluster, record('Зеленоград', paragraphs('Абзац').replace('Абзац 15.', 'НОВОЕ 15.')));
  await shows(page, 'НОВОЕ 15.');
  assert.deepEqual(await page.evaluate(() => ({
    mark: window.mark, y: scrollY, open: document.getElementById('d').open, value: document.getElementById('field').value,
    focus: document.activeElement.id, same: [...document.querySelectorAll('main p')].every((p, n) => p === window.nodes[n]),
  })), {mark: 'the same window', y: 700, open: true, value: 'набрано', focus: 'field', same: true});
});

await test('a tab on another page is not touched', async () => {
  await pause(400);
  assert.deepEqual(await other.evaluate(() => [window.mutations, window.nodes.every((node) => node.isConnected)]), [0, true]);
});

await test('the pages that changed with it are told, the edited one first', async () => {
  write(cluster, record('Зеленоград и соседи', paragraphs('Абзац')));
  await panel(page).locator('#news .card').waitFor();
  const names = await panel(page).locator('#news li').allInnerTexts();
  assert.equal(names[0], 'Зеленоград и соседи');
  assert.ok(names.length > 1, names);
  await shot(page, 'consequences');
});

await test('a broken front matter shows the panel at its line, over the last good page; mending clears it', async () => {
  write(cluster, `---\nname: Зеленоград\nregion: Тмск\nmembers: [miett]\n---\n${paragraphs('Мысль')}\n`);
  await panel(page).locator('#problems').waitFor();
  const places = await panel(page).locator('li.error .place').allInnerTexts();
  assert.ok(places.some((place) => place.startsWith(`${cluster}:4:`)), places);
  assert.match(await panel(page).locator('li.error a.place').first().getAttribute('href'), /^vscode:\/\/file\/.*zelenograd\.md:\d+:\d+$/);
  await shot(page, 'panel-light');
  await page.emulateMedia({colorScheme: 'dark'});
  await shot(page, 'panel-dark');
  await page.emulateMedia({colorScheme: 'light'});
  await page.setViewportSize({width: 390, height: 800});
  await shot(page, 'panel-phone');
  await page.setViewportSize({width: 1280, height: 800});
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run({include: [['atlas-preview', '#preview']]}, {resultTypes: ['violations']}));
  assert.deepEqual(found.violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)]), []);
  await panel(page).locator('#collapse').click();
  assert.equal(await panel(page).locator('#problems').isVisible(), false);
  await panel(page).locator('#count').click();
  write(cluster, `---\nname: [не закрыто\n---\n${paragraphs('Мысль')}\n`);
  await panel(page).locator('header p', {hasText: 'последняя удачная версия'}).waitFor();
  assert.ok((await page.innerText('body')).includes('Мысль 7.'));
  await shot(page, 'panel-yaml');
  write(cluster, record('Зеленоград', paragraphs('Мысль'), 'draft: true\n'));
  await shows(page, 'Мысль 7.');
  await panel(page).locator('#problems').waitFor({state: 'hidden'});
  await panel(page).locator('#draft').waitFor();
  await shot(page, 'draft');
});

await test('a layout that fails keeps the last good page', async () => {
  write('layouts/record.html', '{{ record.nothing.at.all }}');
  await panel(page).locator('li.error', {hasText: 'layouts/record.html'}).first().waitFor();
  assert.ok((await page.innerText('body')).includes('Мысль 7.'));
  fs.rmSync(at('layouts'), {recursive: true});
  await panel(page).locator('#problems').waitFor({state: 'hidden'});
});

await test('a style sheet changes without a reload', async () => {
  const mark = await page.evaluate(() => (window.mark = `${Date.now()}`));
  write('assets/atlas.css', `${read('assets/atlas.css')}\nh1 { color: rgb(200, 0, 0) !important; }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(200, 0, 0)');
  assert.equal(await page.evaluate(() => window.mark), mark);
});

await test('a renamed record takes the browser along', async () => {
  fs.renameSync(at(cluster), at('content/clusters/zgrad.md'));
  await page.waitForURL('**/clusters/zgrad.html');
});

await test('a removed record is told, and its return seen', async () => {
  const text = read('content/organizations/krz.md');
  fs.unlinkSync(at('content/organizations/krz.md'));
  await panel(other).locator('#gone .card').waitFor();
  write('content/organizations/krz.md', text);
  await panel(other).locator('#gone .card').waitFor({state: 'hidden'});
});

await test('the server stopped and started again reconnects, and what changed meanwhile is seen', async () => {
  await other.evaluate(() => (window.mark = 'kept'));
  await stop();
  await panel(other).locator('#away').waitFor();
  write('content/organizations/krz.md', record('КРЗ', 'Пока сервер спал.'));
  await start();
  await shows(other, 'Пока сервер спал.');
  assert.equal(await other.evaluate(() => window.mark), 'kept');
  await panel(other).locator('#away').waitFor({state: 'hidden'});
});

await test('twelve tabs share one stream, and when its tab closes another takes it', async () => {
  const tabs = [];
  for (let n = 0; n < 10; n += 1) tabs.push(await open('/organizations/miet.html'));
  await page.close();
  write('content/organizations/miet.md', record('МИЭТ', 'Для всех.'));
  for (const tab of tabs) await shows(tab, 'Для всех.');
  const last = tabs.pop();
  for (const tab of [other, ...tabs]) await tab.close();
  write('content/organizations/miet.md', record('МИЭТ', 'Последней.'));
  await shows(last, 'Последней.');
  await last.close();
});

await test('with --follow the browser goes to the saved page, and stays where it was saved', async () => {
  await stop();
  await start('--follow');
  const tab = await open('/');
  await pause(300);
  write('content/organizations/miet.md', record('МИЭТ', 'Следом.'));
  await tab.waitForURL('**/organizations/miet.html');
  await tab.evaluate(() => (window.mark = 'kept'));
  write('content/organizations/miet.md', record('МИЭТ', 'И ещё.'));
  await shows(tab, 'И ещё.');
  assert.equal(await tab.evaluate(() => window.mark), 'kept');
});

await test('an atlas in German has a panel in the language that was asked for, and pages of errors too', async () => {
  for (const [lang, title, error] of [['en', 'There is no such page', 'error'], ['ru', 'Такой страницы нет', 'ошибка']]) {
    await stop();
    write('site.toml', 'title = "Atlas"\nlanguages = ["de"]\n');
    write('content/organizations/miet.md', record('MIET', 'Siehe [[nobody]].'));
    await start('--lang', lang);
    const tab = await open('/organizations/miet.html');
    await panel(tab).locator('li.error').waitFor();
    assert.equal(await panel(tab).locator('#preview').getAttribute('lang'), lang);
    assert.match(await panel(tab).locator('li.error').innerText(), new RegExp(`^${error}`));
    assert.equal(await tab.locator('html').getAttribute('lang'), 'de');
    const missing = await open('/nothing.html');
    assert.equal(await missing.locator('html').getAttribute('lang'), lang);
    assert.equal(await missing.locator('h1').innerText(), title);
    await tab.close();
    await missing.close();
  }
});

await browser.close();
await stop();
fs.rmSync(root, {recursive: true});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
