import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import type { HostUser } from '@duet/protocol';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { CommandFault } from './command-fault.ts';

/** `line`: where the row ends in the file, from 1. */
export type CsvUser = HostUser & { line: number };

const columns = ['external_id', 'username', 'name', 'picture'] as const;

/** What a file's first line may name, in any order. */
const checked = (header: readonly string[]): string[] => {
  const names = header.map((name) => name.trim().toLowerCase());
  const unknown = names.filter((name) => !columns.some((column) => column === name));
  if (unknown.length > 0 || !names.includes('external_id')) {
    const what = unknown.length > 0 ? `It names ${unknown.join(', ')}.` : 'It does not name external_id.';
    throw new CommandFault(`The first line must name the columns: ${columns.join(', ')}. ${what}`);
  }
  return names;
};

const cell = z
  .string()
  .optional()
  .transform((text) => text || undefined);

const row = z.object({
  info: z.object({ lines: z.number() }),
  record: z.object({ external_id: z.string(), username: cell, name: cell, picture: cell }),
});

/**
 * The users of a CSV file, read as they are wanted; the first `skip` rows are left out. An empty cell says nothing. Throws
 * `CommandFault` for a file that is no such table.
 */
export async function* csvUsers(file: string, skip: number): AsyncGenerator<CsvUser, void, undefined> {
  const parser = parse({ columns: checked, bom: true, trim: true, skip_empty_lines: true, info: true, from: skip + 1 });
  try {
    // What goes wrong comes out of the parser as well.
    for await (const parsed of pipeline(createReadStream(file), parser, () => {})) {
      const { info, record } = row.parse(parsed);
      const { external_id: externalId, username, name: displayName, picture: avatarUrl } = record;
      yield { line: info.lines, externalId, username, displayName, avatarUrl };
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new CommandFault(`${file} cannot be read: ${error.message}.`, { cause: error });
    throw error;
  }
}
