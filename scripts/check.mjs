import { runGates } from './check/gates.mjs';
import { ensureEngines } from './setup/engines.mjs';
import { install } from './setup/install.mjs';
import { script } from './setup/root.mjs';
import { fastTests } from './test/suites.mjs';

await script(async () => {
  await install();
  await ensureEngines();
  const gates = await runGates({ fresh: false });
  const tests = await fastTests();
  return gates.failed === 0 && tests === 0 ? 0 : 1;
});
