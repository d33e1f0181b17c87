import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tarballs = fileURLToPath(new URL('../../../../tarballs', import.meta.url));

/** The package as npm would get it: packed last by `npm run pack`, or by the check that every `npm test` begins with. */
export const tarballOf = (name: 'sdk' | 'server' | 'testing' | 'web'): string => {
  const packed = existsSync(tarballs) ? readdirSync(tarballs) : [];
  const tarball = packed.find((file) => file.startsWith(`duet-${name}-`));
  if (tarball === undefined) throw new Error(`tarballs/ has no @duet/${name}: npm run pack makes it`);
  return join(tarballs, tarball);
};
