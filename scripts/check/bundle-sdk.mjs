import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../setup/root.mjs';

const folder = join(root, 'packages/sdk');
const { publishConfig, peerDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const { '.': sdk, './react': react } = publishConfig.exports;

/** What an app's bundler makes of what the package holds. Peers are the app's own. */
const bundle = (entry, outDir) =>
  build({
    configFile: false,
    logLevel: 'warn',
    root: folder,
    build: {
      outDir,
      emptyOutDir: false,
      minify: true,
      lib: { entry, formats: ['es'] },
      rollupOptions: {
        external: Object.keys(peerDependencies).map((name) => new RegExp(`^${name}(/|$)`)),
        output: { entryFileNames: '[name].js' },
      },
    },
  });

const from = (door) => `from ${JSON.stringify(join(folder, door.default))};\n`;

/** What apps import: each is bundled by itself. */
const apps = {
  sdk: `export * ${from(sdk)}`,
  'sdk-and-react': `export * ${from(sdk)}export * ${from(react)}`,
  'one-function': `export { reasonOf } ${from(sdk)}`,
};
const out = join(root, '.tmp/sizes');
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'apps'), { recursive: true });
for (const [name, source] of Object.entries(apps)) {
  const app = join(out, `apps/${name}.js`);
  writeFileSync(app, source);
  await bundle({ [name]: app }, out);
}
