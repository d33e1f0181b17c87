export type CodeBlock = {
  /** From the repository's root: `README.md`. */
  page: string;
  /** The headings that it stands under have its name: `Calling it from TypeScript`. */
  heading: string;
  /** As the fence says: `ts`, `tsx`, `sh`, `json`; '' for what is only shown. */
  language: string;
  /** What follows the language: the file's name, where the page gives it one. */
  file: string | null;
  code: string;
  /** Of its first line of code, from 1. */
  line: number;
};

const fence = /^```(\S*)(?:\s+(\S+))?\s*$/;

/** All fenced blocks of a Markdown page, in their order. Throws where a fence is left open. */
export const codeBlocks = (page: string, markdown: string): CodeBlock[] => {
  const blocks: CodeBlock[] = [];
  let heading = '';
  let open: CodeBlock | null = null;
  for (const [index, text] of markdown.split('\n').entries()) {
    const [isFence, language = '', file] = fence.exec(text) ?? [];
    if (open && isFence === '```') {
      blocks.push(open);
      open = null;
    } else if (open) open.code += `${text}\n`;
    else if (isFence) open = { page, heading, language, file: file ?? null, code: '', line: index + 2 };
    else heading = /^#+\s+(.*)$/.exec(text)?.[1] ?? heading;
  }
  if (open) throw new Error(`${page}:${open.line} the block is not closed`);
  return blocks;
};
