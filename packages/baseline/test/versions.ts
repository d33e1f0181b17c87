import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isBreak } from './is-break.ts';
import { baseline } from './unpack.ts';

const versionIn = (text: string): string => /(\d+\.\d+\.\d+)/.exec(text)?.[1] ?? '';
const manifest = fileURLToPath(import.meta.resolve('@duet/sdk/package.json'));

/** Today's SDK says by its version that it need not fit the baseline any more. Then a new baseline is due. */
export const saysSo = (): boolean => {
  const [tarball = ''] = readdirSync(baseline).filter((name) => name.endsWith('.tgz'));
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  return isBreak(versionIn(tarball), version);
};
