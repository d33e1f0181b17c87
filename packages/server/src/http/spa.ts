import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import sirv from 'sirv';
import { headTag } from './head-tag.ts';
import { openPageTemplate } from './page-template.ts';
import type { ProxyTrust } from './proxy-trust.ts';

/** The web client: hashed assets for ever, `index.html` never, under any path an app mounts it at. */
export type Spa = (req: IncomingMessage, res: ServerResponse, path: string) => void;

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
  const { root, trust } = options;
  const template = openPageTemplate(options);
  const files = sirv(root, {
    // Looked for on the disk each time: a list made at the start would not know what a new build brings.
    dev: true,
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
    const [head, tail] = template();
    res.setHeader('content-security-policy', policy(nonce, trust.ownOrigin(req)));
    res.setHeader('cache-control', 'no-store');
    res.setHeader('cross-origin-opener-policy', 'same-origin');
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    res.end(head + headTag('meta', { name: 'csp-nonce', content: nonce }) + tail);
  };

  return (req, res, path) => {
    // The template is no file for anyone.
    if (path === '/' || path === '/index.html') return sendPage(req, res);
    // A file that cannot be read, or went since it was found: without this line its stream took the process along.
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
