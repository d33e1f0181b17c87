import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../setup/root.mjs';

const folder = join(root, 'packages/sdk');
const { publishConfig, peerDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const { '.': sdk, './react': react } = publishConfig.exports;
const fileOf = (door) => join(folder, door.default);

/** What an app's bundler makes of what the package holds. Peers are the app's own. */
const bundle = (outDir, entry) =>
  build({
    configFile: false,
    logLevel: 'warn',
    root: folder,
    build: {
      outDir: join(root, '.tmp/sizes', outDir),
      emptyOutDir: true,
      minify: true,
      lib: { entry, formats: ['es'] },
      rollupOptions: {
        external: Object.keys(peerDependencies).map((name) => new RegExp(`^${name}(/|$)`)),
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared.js' },
      },
    },
  });

await bundle('alone', { sdk: fileOf(sdk) });
// What both doors need goes into a file of its own, so that `react.js` is what ./react costs more.
await bundle('doors', { sdk: fileOf(sdk), react: fileOf(react) });

/** An app that imports one function. */
const app = join(root, '.tmp/one-function.js');
writeFileSync(app, `export { reasonOf } from ${JSON.stringify(fileOf(sdk))};\n`);
await bundle('one', { 'one-function': app });
