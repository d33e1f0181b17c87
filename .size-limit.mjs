import { existsSync, readFileSync } from 'node:fs';

/** What index.html loads at once; the page then asks for one language. Dialogs, menus and the door load when they open. */
const firstLoad = () => {
  const page = readFileSync(new URL('apps/web/dist/index.html', import.meta.url), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
  return [...named, 'assets/ko-*.js'].map((file) => `apps/web/dist/${file}`);
};

const bundled = (...names) =>
  names.map((name) => `.tmp/sizes/${name}.js`).filter((file) => existsSync(new URL(file, import.meta.url)));

export default [
  { name: 'web, first load of list and thread', path: firstLoad(), limit: '160 kB', gzip: true },
  { name: 'sdk, with all that it brings', path: bundled('doors/sdk', 'doors/shared'), limit: '20 kB', gzip: true },
  // Of what both doors need, ./react brings nothing again; where there is no such door there is no such line.
  ...bundled('doors/react').map((path) => ({ name: 'sdk, what ./react costs more', path, limit: '8 kB', gzip: true })),
  { name: 'sdk, one function of it', path: bundled('one/one-function'), limit: '4 kB', gzip: true },
  {
    name: 'sdk, its declarations as they are',
    path: 'packages/sdk/dist/*.d.ts',
    limit: '60 kB',
    gzip: false,
    brotli: false,
  },
];
