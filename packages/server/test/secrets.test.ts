import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { password, signUp } from './people.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';

it('[SRV5] a token is opaque and kept only as a hash; the password is in argon2id', async () => {
  await using file = await temporaryDatabase();
  const tokens: string[] = [];
  {
    await using duet = await startDuet({ databaseUrl: file.url });
    tokens.push((await signUp(duet.url, 'mina')).token);
  }
  using database = new DatabaseSync(file.url.slice('file:'.length));
  const rows = JSON.stringify([
    database.prepare('select * from sessions').all(),
    database.prepare('select * from users').all(),
  ]);
  expect(tokens[0]).toMatch(/^[\w-]{43}$/);
  expect(rows).not.toContain(tokens[0]);
  expect(rows).not.toContain(password);
  expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
});
