import { defineConfig } from 'tsdown';

/** The package's doors. `exports` and `publishConfig.exports` in package.json name the same ones. */
const doors = { index: 'src/index.ts', admin: 'src/admin/index.ts', react: 'src/react/index.ts' };

export default defineConfig({
  entry: doors,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  // At the repository's root: the declarations of protocol and api are made along with these.
  tsconfig: '../../tsconfig.sdk.json',
  dts: true,
  // What stands here travels inside of the package; anything else that is bundled, in the code or in the types, fails the build.
  deps: {
    alwaysBundle: [/^@trpc\//, /^@duet\//, 'uuid'],
    onlyBundle: ['@trpc/client', '@trpc/react-query', '@trpc/server', 'uuid'],
  },
});
