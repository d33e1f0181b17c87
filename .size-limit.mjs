import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** What index.html loads at once; the page then asks for one language. Dialogs, menus and the door load when they open. */
const firstLoad = () => {
  const page = readFileSync(new URL('apps/web/dist/index.html', import.meta.url), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
  return [...named, 'assets/ko-*.js'].map((file) => `apps/web/dist/${file}`);
};

const packed = (file) => gzipSync(readFileSync(new URL(file, import.meta.url))).length;

export default [
  { name: 'web, first load of list and thread', path: firstLoad(), limit: '160 kB', gzip: true },
  { name: 'sdk, with all that it brings', path: '.tmp/sizes/sdk.js', limit: '20 kB', gzip: true },
  {
    name: 'sdk and ./react, which costs at most 8 kB more',
    path: '.tmp/sizes/sdk-and-react.js',
    limit: `${packed('.tmp/sizes/sdk.js') + 8_000} B`,
    gzip: true,
  },
  { name: 'sdk, one function of it', path: '.tmp/sizes/one-function.js', limit: '4 kB', gzip: true },
  {
    name: 'sdk, its declarations as they are',
    path: 'packages/sdk/dist/*.d.ts',
    limit: '60 kB',
    gzip: false,
    brotli: false,
  },
];
