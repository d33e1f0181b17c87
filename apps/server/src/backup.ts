import { resolve } from 'node:path';
import { backUp } from '@duet/server';
import { command } from './command.ts';
import { readEnv } from './env.ts';
import { databasePlace } from './places.ts';
import { UsageError } from './tell-fault.ts';

await command(async ([file]) => {
  if (file === undefined)
    throw new UsageError('npm run backup -- /path/to/a/new/file.db   (the server must be stopped)');
  const { url, name } = databasePlace(readEnv().databaseUrl);
  const target = resolve(file);
  await backUp(url, target);
  console.log(`${name} is copied to ${target}.`);
});
