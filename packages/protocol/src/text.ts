import { limits } from './limits.ts';

/** Length in code points, which is what limits count. Stops counting behind `atMost`. */
export const codePoints = (text: string, atMost: number = Number.MAX_SAFE_INTEGER): number => {
  let count = 0;
  for (const _ of text) if (++count > atMost) break;
  return count;
};

/** Whether it has more code points than that. A text with no more units of UTF-16 has not, and is not counted. */
export const isLongerThan = (text: string, most: number): boolean =>
  text.length > most && codePoints(text, most) > most;

// Cc without tab and newline; a carriage return is a control character too.
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** Well-formed (no lone surrogates) and without control characters but newline and tab. */
export const isCleanText = (text: string): boolean => text.isWellFormed() && !control.test(text);

/** What is wrong with a message's text after trimming, or `null`. */
export const textFault = (text: string): 'empty' | 'too_long' | 'unclean' | null => {
  const trimmed = text.trim();
  if (!isCleanText(trimmed)) return 'unclean';
  if (trimmed === '') return 'empty';
  return isLongerThan(trimmed, limits.text.max) ? 'too_long' : null;
};
