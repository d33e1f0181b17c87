const escapes: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const escapeAttribute = (text: string): string => text.replace(/[&"<>]/g, (character) => escapes[character] ?? '');

/** An element of a page's head. */
export const headTag = (element: 'base' | 'meta', attributes: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`);
  return `<${element}${pairs.join('')}>`;
};
