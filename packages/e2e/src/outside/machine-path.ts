import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** PATH without what this repository's install put there: the machine's own Node and npm. */
export const machinePath = (): string =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !`${folder}/`.startsWith(root))
    .join(delimiter);
