import { runGates } from './check/gates.mjs';
import { install } from './setup/install.mjs';
import { script } from './setup/root.mjs';
import { fastTests } from './test/suites.mjs';

await script(async () => {
  await install();
  const gates = await runGates({ fresh: false });
  const tests = await fastTests();
  return gates.failed === 0 && tests === 0 ? 0 : 1;
});
