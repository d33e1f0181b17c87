import { buildWeb } from './setup/build.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { install } from './setup/install.mjs';
import { script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  await buildWeb();
  return run(tool('node'), ['packages/e2e/src/screens/main.ts'], { env: { DUET_CHROMIUM: await ensureChromium() } });
});
