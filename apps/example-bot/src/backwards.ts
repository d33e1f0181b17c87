/** By what a reader takes for a letter: 👩‍🎨 stays whole. */
export const backwards = (text: string): string =>
  Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
    .toReversed()
    .join('');
