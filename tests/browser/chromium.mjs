// The browser of the tests: Chromium, or Firefox with BROWSER=firefox. It is what CHROMIUM or FIREFOX names, or the first of the
// usual ones that is there, asking nobody for anything.

import fs from 'node:fs';
import path from 'node:path';
import { chromium, firefox } from 'playwright-core';

const NAMES = {
  CHROMIUM: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  FIREFOX: ['firefox-esr', 'firefox'],
};

/** Whether the tests run in Firefox. */
export const isFirefox = process.env.BROWSER === 'firefox';

/** The path of a browser; nothing if there is none. */
function browserPath(variable) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const all = NAMES[variable].flatMap(name => folders.map(folder => path.join(folder, name)));
  return process.env[variable] ?? all.find(file => fs.existsSync(file));
}

/** A running browser, which the caller closes. Firefox is one as it is sold, driven by WebDriver BiDi. */
export const launch = () => isFirefox
  ? firefox.launch({ channel: 'moz-firefox', executablePath: browserPath('FIREFOX') })
  : chromium.launch({
    executablePath: browserPath('CHROMIUM'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
