import { readFileSync } from 'node:fs';

/** What index.html loads at once; the page then asks for one language. Dialogs, menus and the door load when they open. */
const firstLoad = () => {
  const page = readFileSync(new URL('apps/web/dist/index.html', import.meta.url), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
  return [...named, 'assets/ko-*.js'].map((file) => `apps/web/dist/${file}`);
};

export default [
  { name: 'web, first load of list and thread', path: firstLoad(), limit: '160 kB', gzip: true },
  { name: 'sdk, with all that it brings', path: '.tmp/sizes/alone/sdk.js', limit: '20 kB', gzip: true },
  { name: 'sdk, what ./react costs more', path: '.tmp/sizes/doors/react.js', limit: '8 kB', gzip: true },
  { name: 'sdk, one function of it', path: '.tmp/sizes/one/one-function.js', limit: '4 kB', gzip: true },
  {
    name: 'sdk, its declarations as they are',
    path: 'packages/sdk/dist/*.d.ts',
    limit: '60 kB',
    gzip: false,
    brotli: false,
  },
];
