import { runGates } from './check/gates.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureEngines } from './setup/engines.mjs';
import { install } from './setup/install.mjs';
import { script } from './setup/root.mjs';
import { clearReports, readReports } from './test/reports.mjs';
import { allTests } from './test/suites.mjs';
import { summarize } from './test/summary.mjs';

await script(async () => {
  await install();
  const chromium = await ensureChromium();
  await ensureEngines();
  clearReports();
  const gates = await runGates({ fresh: true });
  const code = await allTests({ chromium });
  return summarize([{ name: 'gates', ...gates, skipped: 0 }, ...readReports()], code);
});
