import react from '@vitejs/plugin-react';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
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

/** Every file beside itself, packed as small as it gets: the server sends what the browser takes. */
const packed = (): Plugin => ({
  name: 'packed',
  async writeBundle({ dir = 'dist' }, bundle) {
    for (const file of Object.values(bundle)) {
      if (!/\.(js|css|svg)$/.test(file.fileName)) continue;
      const plain = Buffer.from(file.type === 'chunk' ? file.code : file.source);
      await writeFile(join(dir, `${file.fileName}.gz`), gzipSync(plain, { level: 9 }));
      await writeFile(join(dir, `${file.fileName}.br`), brotliCompressSync(plain));
    }
  },
});

export default defineConfig({
  // Relative: one build serves under any path, the server's <base> says which.
  base: './',
  plugins: [react(), firstLoad(), packed()],
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
