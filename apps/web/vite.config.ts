import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  // Relative: one build serves under any path, the server's <base> says which.
  base: './',
  plugins: [react()],
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
