import { fold } from '@duet/protocol';

/**
 * Longest term, in characters: a query has at most 60 code points, but folding can make eighteen of one. The column
 * and its index are made for this.
 */
const longestTerm = 120;

const word = /[\p{L}\p{M}\p{N}]+/gu;
const hangulName = /^\p{Script=Hangul}{2}/u;

/** The form in which terms are stored and looked for. */
export const searchTerm = (text: string): string => {
  const folded = fold(text.trim()).slice(0, longestTerm);
  // No space at the end: MySQL takes two terms that differ only by it for the same.
  return (folded.isWellFormed() ? folded : folded.slice(0, -1)).trimEnd();
};

/**
 * Everything that a search for this person may begin with: the username, the display name from its start and from each
 * of its words on, and a Hangul word without its first syllable, because 김철수 is looked for as 철수.
 */
export const searchTerms = (username: string, displayName: string): string[] => {
  const shown = displayName.normalize('NFKC');
  const starts = [...shown.matchAll(word)].flatMap(({ 0: text, index }) =>
    hangulName.test(text) ? [index, index + 1] : [index],
  );
  const terms = [username, shown, ...starts.map((start) => shown.slice(start))].map(searchTerm);
  return [...new Set(terms)].filter((term) => term !== '').toSorted();
};
