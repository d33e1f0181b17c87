import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { serve } from '../server/serve.ts';

it('[LIVE17] after signOut() and close() nothing of a user is left, and the process ends by itself', async () => {
  await using server = await serve();
  const program = fileURLToPath(new URL('come-and-go.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', program, server.url], { stdio: ['ignore', 'inherit', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = await once(child, 'exit');
  expect(errors).toBe('');
  expect(code).toBe(0);
  expect(server.sockets().open).toBe(0);
}, 30_000);
