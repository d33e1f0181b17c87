// What leaves the house: web's build, and each package that can be published as npm would get it. All of it whole, and
// within the budgets of .size-limit.mjs.
import { tool } from '../setup/root.mjs';
import { capture } from '../setup/run.mjs';
import { packAll } from '../setup/pack.mjs';

const step = async (command, ...args) => {
  const { code, output } = await capture(command, args);
  if (code !== 0) throw new Error(output.trim());
};

try {
  await step(tool('turbo'), 'run', 'build', '--filter=@duet/web', '--output-logs=errors-only');
  for (const tarball of await packAll()) {
    await step(tool('publint'), 'run', tarball, '--strict');
    await step(tool('attw'), tarball, '--profile', 'esm-only', '--no-emoji');
  }
  await step(tool('node'), 'scripts/check/bundle-sdk.mjs');
  await step(tool('size-limit'));
} catch (fault) {
  console.log(fault.message);
  process.exitCode = 1;
}
