import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';

const sdk = join(dirname(fileURLToPath(import.meta.resolve('@duet/sdk'))), '..');

/**
 * Builds @duet/sdk and writes the tarball that npm would get into the folder `to`; answers its path. It is built in
 * packages/sdk/dist: not twice at once.
 */
export const packSdk = async (to: string): Promise<string> => {
  const { code, output } = await runProgram('pnpm', ['pack', '--json', '--pack-destination', to], { cwd: sdk });
  const tarball = /"filename": "(.+\.tgz)"/.exec(output)?.[1];
  if (code !== 0 || tarball === undefined) throw new Error(`@duet/sdk could not be packed:\n${output}`);
  return tarball;
};
