// The held set of queries in a real browser, over http and from the disk.
//
//   node tests/search/run.mjs SITE [--slow] [QUERIES.tsv …]
//
// SITE: the folder of a built atlas, with a search page in every language that is asked in; QUERIES.tsv: sets of queries
// beside this script (default: queries.tsv); --slow: prints every query.
// PLAYWRIGHT: folder of playwright-core's node_modules (default: as node finds it); CHROMIUM: path of the browser.
// Every line of a set is asked by the address (?q=…) and its ids are looked for in the first five hits; nonsense
// must find nothing. The set passes with 95 % found and no false hit; bytes are those of the index that a query loads
// with nothing kept from the one before it. From the disk every third line is asked, and all of them with NIGHTLY set.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const options = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const site = path.resolve(options[0] || 'public');
const sets = options.length > 1 ? options.slice(1) : ['queries.tsv'];
const slow = process.argv.includes('--slow');
const require = createRequire(path.join(process.env.PLAYWRIGHT || here, 'x.js'));
const { chromium } = require('playwright-core');

const read = set => fs.readFileSync(path.join(here, set), 'utf8').split('\n')
  .filter(line => line && !line.startsWith('#')).map(line => line.split('\t'))
  .map(([query, ids, language, sort]) => ({ query, ids: ids === '-' ? [] : ids.split(' '), language, sort }));

/** A server of files that answers range requests, as common hosts do. */
const server = http.createServer((request, response) => {
  const file = path.join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname));
  if (!file.startsWith(site) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
  const bytes = fs.readFileSync(file), range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range || '');
  const type = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml' }[path.extname(file)];
  const part = range ? bytes.subarray(+range[1], +range[2] + 1) : bytes;
  response.writeHead(range ? 206 : 200, { 'Content-Type': type || 'application/octet-stream', 'Content-Length': part.length,
    'Content-Security-Policy': "default-src 'self'",
    ...(range && { 'Content-Range': `bytes ${range[1]}-${range[2]}/${bytes.length}` }) });
  response.end(part);
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'] });

/** The search page of a language: the first language of a site has no folder. */
const searchPage = language => fs.existsSync(path.join(site, language, 'search.html')) ? `${language}/search.html` : 'search.html';
let failed = 0, passed = 0;

/** Asks the rows in a page of its own, and gives the answer of each to `report`. */
async function ask(base, rows, report) {
  const context = await browser.newContext();
  const page = await context.newPage();
  let bytes = 0, requests = 0;
  const problems = [];
  page.on('pageerror', error => problems.push(String(error)));
  page.on('console', message => { if (message.type() === 'error' && !/favicon/.test(message.location().url)) problems.push(message.text()); });
  page.on('request', request => {
    const url = new URL(request.url());
    if (!/\/search\/[^/]+\/[^/]+\.js$/.test(url.pathname)) return;
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers().range || '');
    const file = url.protocol === 'file:' ? fileURLToPath(url) : path.join(site, decodeURIComponent(url.pathname));
    bytes += range ? range[2] - range[1] + 1 : fs.existsSync(file) ? fs.statSync(file).size : 0;
    requests++;
  });
  for (const { query, ids, language, sort } of rows) {
    bytes = requests = 0;
    const start = performance.now();
    const visit = () => page.goto(`${base}${searchPage(language)}?q=${encodeURIComponent(query)}`);
    // On a busy machine the page before may still be at its address, which ends a navigation once.
    await visit().catch(error => /ERR_ABORTED/.test(error.message) ? visit() : Promise.reject(error));
    await page.waitForFunction(() => document.querySelector('.search-status')?.textContent, null, { timeout: 10000 });
    const time = performance.now() - start;
    // The sentences belong to what a query loads.
    await page.waitForFunction(() => document.querySelector('.search-hits').ariaBusy !== 'true', null, { timeout: 10000 });
    const shown = await page.$eval('.search-hits', list => list.hidden ? [] : [...list.querySelectorAll('a')].map(link => link.href));
    // clusters/mik.html or clusters/mik/
    const hits = shown.map(href => decodeURIComponent(new URL(href).pathname).replace(/\.html$|\/$/, '').split('/').pop());
    const good = ids.length ? ids.every(id => hits.slice(0, 5).includes(id)) : !hits.length;
    report({ query, ids, language, sort, good, first: ids.length > 0 && ids.includes(hits[0]), bytes, requests, time, hits: hits.slice(0, 5) });
  }
  await context.close();
  return problems;
}

async function run(name, base, rows) {
  const answers = [], tabs = 4;
  const problems = (await Promise.all(Array.from({ length: tabs }, (_, tab) => ask(base, rows.filter((_, at) => at % tabs === tab), answer => {
    answers.push(answer);
    const { query, ids, language, sort, good, bytes, requests, hits } = answer;
    if (slow || !good) console.log(`  ${good ? 'ok  ' : 'MISS'} ${query} [${language}, ${sort}] ${ids.join(' ') || '-'} → ${hits.join(' ') || '-'} (${kilo(bytes)}, ${requests} files)`);
  })))).flat();
  const sense = answers.filter(answer => answer.ids.length), nonsense = answers.filter(answer => !answer.ids.length);
  const found = sense.filter(answer => answer.good).length, falseHits = nonsense.filter(answer => !answer.good).length;
  const share = 100 * found / sense.length;
  const sorts = [...new Set(rows.map(row => row.sort))].map(sort => {
    const all = answers.filter(answer => answer.sort === sort);
    return `${sort} ${all.filter(answer => answer.good).length}/${all.length}`;
  });
  const sizes = answers.map(answer => answer.bytes).sort((a, b) => a - b), times = answers.map(answer => answer.time).sort((a, b) => a - b);
  console.log(`${name}: found among five ${found} of ${sense.length} (${share.toFixed(1)} %), as the first ${sense.filter(answer => answer.first).length}; false hits ${falseHits} of ${nonsense.length}`);
  console.log(`  by sort: ${sorts.join(', ')}`);
  console.log(`  loaded per query: median ${kilo(sizes[sizes.length >> 1])}, most ${kilo(sizes.at(-1))}; page to hits: median ${times[times.length >> 1].toFixed(0)} ms`);
  for (const problem of new Set(problems)) console.log(`  ${problem}`);
  share >= 95 && !falseHits && !problems.length ? passed++ : failed++;
}

const kilo = bytes => `${Math.round(bytes / 1024)} KB`;

for (const set of sets) {
  const rows = read(set), name = path.basename(set, '.tsv');
  await run(`${name}, http`, `http://127.0.0.1:${server.address().port}/`, rows);
  // Both ways load the same index and rank alike. What a folder may break is looked for in every third row by day.
  await run(`${name}, file`, pathToFileURL(site + '/').href, rows.filter((_, at) => process.env.NIGHTLY || at % 3 === 0));
}
await browser.close();
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
