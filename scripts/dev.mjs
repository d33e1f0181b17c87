import { join } from 'node:path';
import { install } from './setup/install.mjs';
import { root, script, tool } from './setup/root.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  await install();
  console.log(
    'The client, with reload: http://127.0.0.1:5173. Its calls go to the server on port 3000. Ctrl-C stops both.',
  );
  const end = new AbortController();
  const both = [
    run(tool('node'), ['--watch', 'apps/server/src/main.ts'], { until: end.signal }),
    run(tool('vite'), ['--clearScreen=false'], { cwd: join(root, 'apps/web'), until: end.signal }),
  ];
  const code = await Promise.race(both);
  end.abort();
  await Promise.all(both);
  return code;
});
