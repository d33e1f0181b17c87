import { defineConfig } from 'tsdown';

/** The package's door and its command. `exports`, `bin` and `publishConfig` in package.json name the same ones. */
const entries = { index: 'src/index.ts', duet: 'src/cli/main.ts' };

export default defineConfig({
  entry: entries,
  format: 'esm',
  platform: 'node',
  fixedExtension: false,
  target: 'node24.7',
  // At the repository's root: the declarations of api, db, log and protocol are made along with these.
  tsconfig: '../../tsconfig.server.json',
  // The command is for people.
  dts: { entry: [entries.index] },
  // Read at run time from beside the code, as in the log's sources.
  copy: '../log/src/redis/scripts',
  // What stands here travels inside of the package, tRPC with our patch; anything else that is bundled fails the build.
  deps: {
    alwaysBundle: [/^@trpc\//, /^@duet\//, 'uuid'],
    onlyBundle: ['@trpc/client', '@trpc/server', 'uuid'],
  },
});
