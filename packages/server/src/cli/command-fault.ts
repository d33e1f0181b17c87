/** Why a command did not do its work, in words for the one who gave it. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
}

/** Throws `CommandFault` with these words when there is none. */
export const wanted = <T>(value: T | null | undefined, otherwise: string): T => {
  if (value === null || value === undefined) throw new CommandFault(otherwise);
  return value;
};
