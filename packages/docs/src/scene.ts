import type { CodeBlock } from './code-blocks.ts';

/** What happens around a program of a page, and what must be seen of it. The program is a file that can be run. */
export type Scene = (start: (put: Readonly<Record<string, string>>) => string, folder: string) => Promise<void>;

/** `README.md: Calling it from TypeScript`: programs under one heading are numbered from the second on. */
export const titleOf = ({ page, heading }: CodeBlock, nth: number): string =>
  `${page}: ${heading}${nth === 0 ? '' : ` (${nth + 1})`}`;

/** Puts other words for some of a program's: a free port for the page's. Throws where the program lacks one. */
export const put = (code: string, words: Readonly<Record<string, string>>): string =>
  Object.entries(words).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the program has no "${from}" any more`);
    return text.replaceAll(from, to);
  }, code);
