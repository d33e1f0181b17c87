export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

const candidate = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/giu;

/** A sentence's own marks at the end of a link, and a bracket that was opened before it. */
const trimmed = (link: string): string => {
  let text = link;
  for (;;) {
    const last = text.at(-1);
    if (last === undefined) return text;
    const unopened = (last === ')' && !text.includes('(')) || (last === ']' && !text.includes('['));
    if (!unopened && !/[.,:;!?…。、，'"*_~]/u.test(last)) return text;
    text = text.slice(0, -1);
  }
};

const hrefOf = (link: string): string | null => {
  const url = URL.parse(/^www\./i.test(link) ? `https://${link}` : link);
  // `https://user:secret@host` names a host other than the one it seems to.
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '') return null;
  return url.hostname.includes('.') || url.hostname === 'localhost' ? url.href : null;
};

/** A message's text cut at its links: http and https only, never another scheme. */
export const textParts = (text: string): TextPart[] => {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(candidate)) {
    const link = trimmed(found);
    const href = hrefOf(link);
    if (href === null) continue;
    if (index > end) parts.push({ kind: 'text', text: text.slice(end, index) });
    parts.push({ kind: 'link', text: link, href });
    end = index + link.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
};
