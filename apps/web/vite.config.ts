import react from '@vitejs/plugin-react';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const server = 'http://127.0.0.1:3000';

/** Says what a signed-in person downloads before the first click: the entry, what it imports, and one language. */
const firstLoad = (): Plugin => ({
  name: 'first-load',
  writeBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const needed = new Set(
      chunks
        .filter(({ isEntry, name }) => isEntry || name === 'en')
        .flatMap(({ fileName, imports }) => [fileName, ...imports]),
    );
    const bytes = chunks
      .filter(({ fileName }) => needed.has(fileName))
      .reduce((sum, { code }) => sum + gzipSync(code).length, 0);
    this.info(`first load: ${(bytes / 1000).toFixed(1)} kB gzip`);
  },
});

export default defineConfig({
  // Relative: one build serves under any path, the server's <base> says which.
  base: './',
  plugins: [react(), firstLoad()],
  build: {
    target: 'es2023',
    // The content security policy knows files, no data: scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every page needs is one file, which a release of ours leaves in people's caches.
        codeSplitting: { groups: [{ name: 'libraries', test: /node_modules.(?!.*@base-ui|.*@floating-ui)/ }] },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/trpc': { target: server, ws: true }, '/healthz': server },
  },
  test: { environment: 'node', include: ['test/**/*.test.ts'] },
});
