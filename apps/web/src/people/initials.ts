const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const first = (text: string): string => graphemes.segment(text)[Symbol.iterator]().next().value?.segment ?? '';

/** "Mina Park" → MP, "김철수" → 김, "mina.park" → MP: what an avatar shows without a picture. */
export const initials = (name: string): string => {
  const words = name.split(/[\s._]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [head, ...rest] = words;
  if (head === undefined) return first(name.trim());
  const last = rest.at(-1);
  const both = first(head) + (last && /\p{Script=Latin}/u.test(first(head)) ? first(last) : '');
  return both.toUpperCase();
};
