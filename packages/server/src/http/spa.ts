import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import sirv from 'sirv';
import type { ProxyTrust } from './proxy-trust.ts';

/** The web client: hashed assets for ever, `index.html` never, under any path an app mounts it at. */
export type Spa = (req: IncomingMessage, res: ServerResponse, path: string) => void;

const marker = '<!--duet:head-->';

const escapes: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const escapeAttribute = (text: string): string => text.replace(/[&"<>]/g, (character) => escapes[character] ?? '');
const metaTag = (name: string, content: string): string =>
  `<meta name="${escapeAttribute(name)}" content="${escapeAttribute(content)}">`;

/** The template in two halves, between which each response puts its nonce. */
const readTemplate = (root: string, basePath: string, meta: Readonly<Record<string, string>>): [string, string] => {
  const file = join(root, 'index.html');
  const html = readFileSync(file, 'utf8').replace(/<base\s[^>]*>/, () => `<base href="${escapeAttribute(basePath)}/">`);
  const [head, tail] = html.split(marker);
  if (head === undefined || tail === undefined) throw new Error(`${file} has no ${marker}`);
  const tags = Object.entries(meta).map(([key, content]) => metaTag(`duet:${key}`, content));
  return [head + tags.join(''), tail];
};

const policy = (nonce: string, own: string | null): string =>
  [
    `default-src 'self'`,
    // 'self' alone does not cover sockets in every browser.
    `connect-src 'self'${own === null ? '' : ` ${own.replace(/^http/, 'ws')}`}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob: https:`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');

const wantsPage = (req: IncomingMessage, path: string): boolean => {
  if (path.startsWith('/assets/')) return false;
  const accept = req.headers.accept ?? '';
  return accept.includes('text/html') || !/\.\w+$/.test(path);
};

export const createSpa = (options: {
  root: string;
  basePath: string;
  meta: Readonly<Record<string, string>>;
  trust: ProxyTrust;
}): Spa => {
  const { root, basePath, meta, trust } = options;
  const [head, tail] = readTemplate(root, basePath, meta);
  const files = sirv(root, {
    etag: true,
    gzip: true,
    brotli: true,
    extensions: [],
    setHeaders: (res, pathname) =>
      res.setHeader(
        'cache-control',
        pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  });

  const sendPage = (req: IncomingMessage, res: ServerResponse): void => {
    const nonce = randomBytes(16).toString('base64');
    res.setHeader('content-security-policy', policy(nonce, trust.ownOrigin(req)));
    res.setHeader('cache-control', 'no-store');
    res.setHeader('cross-origin-opener-policy', 'same-origin');
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    res.end(head + metaTag('csp-nonce', nonce) + tail);
  };

  return (req, res, path) => {
    // The template is no file for anyone.
    if (path === '/' || path === '/index.html') return sendPage(req, res);
    // A file that went with a new build under a running server: without this line its stream took the process along.
    res.on('pipe', (file: Readable) => file.once('error', () => res.destroy()));
    const { url } = req;
    req.url = path;
    files(req, res, () => {
      if (url !== undefined) req.url = url;
      if (wantsPage(req, path)) return sendPage(req, res);
      res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      res.end('Not found.');
    });
  };
};
