import { defineConfig } from 'tsdown';

/** The package's doors. `exports` and `publishConfig.exports` in package.json name the same ones. */
const doors = { index: 'src/index.ts' };

export default defineConfig({
  entry: doors,
  format: 'esm',
  platform: 'node',
  fixedExtension: false,
  target: 'node24.7',
  // At the repository's root: the declarations of api, db, log and protocol are made along with these.
  tsconfig: '../../tsconfig.server.json',
  dts: true,
  // Read at run time from beside the code, as in the log's sources.
  copy: '../log/src/redis/scripts',
  // What stands here travels inside of the package, tRPC with our patch; anything else that is bundled fails the build.
  deps: {
    alwaysBundle: [/^@trpc\//, /^@duet\//],
    onlyBundle: ['@trpc/server'],
  },
});
