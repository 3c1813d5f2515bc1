// The page's search without a browser: assets/search-core.js over the index of a built atlas, for thousands of queries.
//
//   const { find, cards, bytes } = await engine(SITE, LANGUAGE);
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';

const core = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../assets/search-core.js');

/** The search of a site in a language; `loaded()` gives the compressed bytes of the files loaded since the last call. */
export async function engine(site, language) {
  const loaded = new Map();
  const context = vm.createContext({ location: { protocol: 'file:' }, console, setTimeout, URLSearchParams, fetch: () => Promise.reject(new Error('no server')) });
  context.window = context;
  context.document = {
    querySelector: () => ({ dataset: { root: '', language } }),
    createElement: () => ({ addEventListener() {}, remove() {} }),
    head: {
      append(script) {
        const file = path.join(site, script.src.replace(/\?.*/, ''));
        queueMicrotask(() => {
          if (!fs.existsSync(file)) return script.onerror();
          const bytes = fs.readFileSync(file);
          loaded.set(file, bytes);
          vm.runInContext(bytes.toString(), context);
          script.onload();
        });
      },
    },
  };
  vm.runInContext(fs.readFileSync(core, 'utf8'), context);
  const search = context.AtlasSearch;
  return {
    ...search,
    /** The ids of the records of documents, in their order. */
    ids: async documents => (await search.cards(documents)).map(({ url }) => url.replace(/\.html$|\/$/, '').split('/').pop()),
    loaded() {
      const sum = [...loaded.values()].reduce((total, bytes) => total + zlib.gzipSync(bytes, { level: 9 }).length, 0);
      loaded.clear();
      return sum;
    },
  };
}
