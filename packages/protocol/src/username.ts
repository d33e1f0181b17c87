import { limits } from './limits.ts';
import { codePoints } from './text.ts';

const allowed = /^(?!\p{M})[\p{L}\p{M}\p{N}._]+$/u;
// Some letters and marks show nothing: with one of them anybody could look like anybody.
const invisible = /\p{Default_Ignorable_Code_Point}/u;

/**
 * The form in which usernames and names are compared: NFKC and case-folded, so `Ｍina`, `MINA` and `mina` are one.
 * Upper case first, because only that way does `ß` meet `SS`; a final sigma would else differ from one in a prefix.
 */
export const fold = (name: string): string =>
  name.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');

/** Letters of any script (with their marks), digits, `.` and `_`; counted after NFKC. */
export const isUsername = (name: string): boolean => {
  if (!name.isWellFormed()) return false;
  const shown = name.normalize('NFKC');
  const length = codePoints(shown, limits.username.max);
  return (
    length >= limits.username.min && length <= limits.username.max && allowed.test(shown) && !invisible.test(shown)
  );
};
