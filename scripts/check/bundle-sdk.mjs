import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../setup/root.mjs';

/** The sdk with everything that it brings, as an app's bundler would make it: what a page pays for it. */
await build({
  configFile: false,
  logLevel: 'warn',
  root: join(root, 'packages/sdk'),
  build: {
    outDir: join(root, '.tmp/sizes'),
    emptyOutDir: true,
    minify: true,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'sdk' },
  },
});
