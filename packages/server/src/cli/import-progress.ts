import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { CommandFault, wanted } from './command-fault.ts';

/** How far an import has come: its first `rows` rows are done, and so many of them were refused. */
export type ImportState = { rows: number; refused: number };

/** Kept beside the file, so that an import which was interrupted goes on where it was. */
export interface ImportProgress {
  /** `null`: it was not begun, or with another file or another server. */
  load(): Promise<ImportState | null>;
  /** Throws `CommandFault` when it cannot be written. */
  save(state: ImportState): Promise<void>;
  /** All of it is done. */
  forget(): Promise<void>;
}

const kept = z.object({
  url: z.string(),
  size: z.number(),
  modified: z.number(),
  rows: z.int().min(0),
  refused: z.int().min(0),
});

/** Throws `CommandFault` when there is no such file. */
export const openImportProgress = async (file: string, url: string): Promise<ImportProgress> => {
  const there = wanted(await stat(file).catch(() => null), `There is no ${file}.`);
  const identity = { url, size: there.size, modified: there.mtimeMs };
  const path = `${file}.progress`;

  return {
    async load() {
      const text = await readFile(path, 'utf8').catch(() => 'null');
      const { data } = kept.safeParse(
        await Promise.resolve(text)
          .then(JSON.parse)
          .catch(() => null),
      );
      if (!data) return null;
      const isSame = data.url === url && data.size === identity.size && data.modified === identity.modified;
      return isSame ? { rows: data.rows, refused: data.refused } : null;
    },
    async save({ rows, refused }) {
      // Whole or not at all: a half-written one would begin the import anew.
      try {
        await writeFile(`${path}.new`, JSON.stringify({ ...identity, rows, refused } satisfies z.infer<typeof kept>));
        await rename(`${path}.new`, path);
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new CommandFault(`How far it has come cannot be kept: ${why}.`, { cause });
      }
    },
    forget: () => rm(path, { force: true }),
  };
};
