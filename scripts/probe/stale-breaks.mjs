import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { breaks } from './breaks.mjs';

/** The entries of the table whose line does not stand in its file exactly once. */
export const staleBreaks = () =>
  breaks
    .map(({ rule, file, find }) => ({
      rule,
      file,
      find,
      times: readFileSync(join(root, file), 'utf8').split(find).length - 1,
    }))
    .filter(({ times }) => times !== 1)
    .map(({ rule, file, find, times }) => `scripts/probe/breaks.mjs: ${rule}: ${file} holds "${find}" ${times} times`);
