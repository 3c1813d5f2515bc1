// The browser of the tests: what CHROMIUM names, or the first of the usual ones that is there, asking nobody for anything.

import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of the browser; nothing if there is none. */
function browserPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const all = NAMES.flatMap(name => folders.map(folder => path.join(folder, name)));
  return process.env.CHROMIUM ?? all.find(file => fs.existsSync(file));
}

/** A running browser, which the caller closes. */
export const launch = () => chromium.launch({
  executablePath: browserPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
