import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'src/index.ts' },
  format: 'esm',
  platform: 'node',
  fixedExtension: false,
  target: 'node24.7',
  // At the repository's root: the declarations of sdk and server are looked at along with these.
  tsconfig: '../../tsconfig.testing.json',
  dts: true,
  // Everything that it needs is installed beside it: one server and one sdk, the app's own.
  deps: { onlyBundle: [] },
});
