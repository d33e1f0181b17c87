import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import type { HostUser } from '@duet/protocol';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { CommandFault } from './command-fault.ts';

/** `line`: where the row ends in the file, from 1. */
export type CsvUser = HostUser & { line: number };

const columns = ['external_id', 'username', 'name', 'picture'] as const;

const badHeader = (what: string): CommandFault =>
  new CommandFault(`The first line must name the columns: ${columns.join(', ')}. ${what}`);

/** What a file's first line may name, in any order. */
const checked = (header: readonly string[]): string[] => {
  const names = header.map((name) => name.trim().toLowerCase());
  const unknown = names.filter((name) => !columns.some((column) => column === name));
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  if (unknown.length > 0) throw badHeader(`It names ${unknown.join(', ')}.`);
  if (twice.length > 0) throw badHeader(`It names ${twice.join(', ')} twice.`);
  if (!names.includes('external_id')) throw badHeader('It does not name external_id.');
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

/** UTF-8, or UTF-16 that says so. Of anything else, EUC-KR for one, every name would come out as question marks. */
async function* textOf(file: string): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | null = null;
  const decoded = (bytes: Buffer | undefined): string => {
    decoder ??= new TextDecoder(bytes?.[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true });
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      throw new CommandFault(`${file} is not written in UTF-8.`, { cause });
    }
  };
  const pieces: AsyncIterable<Buffer> = createReadStream(file);
  for await (const piece of pieces) yield decoded(piece);
  yield decoded(undefined);
}

/**
 * The users of a CSV file, read as they are wanted; the first `skip` rows are left out. An empty cell says nothing. Throws
 * `CommandFault` for a file that is no such table.
 */
export async function* csvUsers(file: string, skip: number): AsyncGenerator<CsvUser, void, undefined> {
  let header: readonly string[] = [];
  const columnsOf = (names: string[]): string[] => checked((header = names));
  const parser = parse({ columns: columnsOf, trim: true, skip_empty_lines: true, info: true, from: skip + 1 });
  try {
    // What goes wrong comes out of the parser as well.
    for await (const parsed of pipeline(textOf(file), parser, () => {})) {
      const { info, record } = row.parse(parsed);
      const { external_id: externalId, username, name: displayName, picture: avatarUrl } = record;
      yield { line: info.lines, externalId, username, displayName, avatarUrl };
    }
    // An empty file has no first line that the parser could ask about.
    checked(header);
  } catch (error) {
    if (error instanceof CommandFault || !(error instanceof Error)) throw error;
    throw new CommandFault(`${file} cannot be read: ${error.message}.`, { cause: error });
  }
}
