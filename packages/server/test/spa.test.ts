import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createServer } from 'node:http';
import { host } from './host.ts';
import { closeServer, listen, startDuet } from './start-duet.ts';

const template = `<!doctype html><html><head><base href="/"><!--duet:head-->
<link rel="stylesheet" href="assets/main-1a2b.css"></head><body><div id="root"></div></body></html>`;

const build = async () => {
  const root = await mkdtemp(join(tmpdir(), 'duet-spa-'));
  await mkdir(join(root, 'assets'));
  await writeFile(join(root, 'index.html'), template);
  await writeFile(join(root, 'assets', 'main-1a2b.css'), 'body{}');
  await writeFile(join(root, 'favicon.svg'), '<svg/>');
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
};

const page = { accept: 'text/html,application/xhtml+xml' };

describe('the web client', () => {
  it('[SRV106] is told that there are no accounts with passwords', async () => {
    await using web = await build();
    const spa = { root: web.root };
    await using both = await startDuet({ spa, identity: host });
    expect(await (await fetch(both.url, { headers: page })).text()).not.toContain('local-accounts');
    await using hosts = await startDuet({ spa, identity: host, localAccounts: false });
    const html = await (await fetch(hosts.url, { headers: page })).text();
    expect(html).toContain('<meta name="duet:local-accounts" content="off">');
  });

  it('[SRV38] index.html is never cached, has a nonce of its own each time, and what the server tells it, escaped', async () => {
    await using web = await build();
    const meta = { demo: '{"a":"<script>&\'"}', '"><x': '$& $1' };
    await using duet = await startDuet({ spa: { root: web.root, meta } });
    const first = await fetch(duet.url, { headers: page });
    const html = await first.text();
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('<base href="/">');
    expect(html).toContain(`<meta name="duet:demo" content="{&quot;a&quot;:&quot;&lt;script&gt;&amp;'&quot;}">`);
    expect(html).toContain('<meta name="duet:&quot;&gt;&lt;x" content="$&amp; $1">');
    expect(html).not.toContain('<!--');
    const nonce = /<meta name="csp-nonce" content="([^"]+)">/.exec(html)?.[1];
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain(`connect-src 'self' ${duet.url.replace('http', 'ws')};`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).not.toContain('unsafe');
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await (await fetch(duet.url, { headers: page })).text()).not.toContain(nonce);
  });

  it('[SRV46] assets travel packed, and one that went with a newer build costs its request alone', async () => {
    await using web = await build();
    const asset = join(web.root, 'assets', 'main-1a2b.css');
    await writeFile(`${asset}.br`, brotliCompressSync('body{}'));
    await using duet = await startDuet({ spa: { root: web.root } });
    const packed = await fetch(`${duet.url}/assets/main-1a2b.css`, { headers: { 'accept-encoding': 'br' } });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(await packed.text()).toBe('body{}');
    await rm(asset);
    await rm(`${asset}.br`);
    expect((await fetch(`${duet.url}/assets/main-1a2b.css`)).status).toBe(404);
    // What is there, can be looked at and not be read, as a file that goes between the two: a socket's place.
    const unreadable = createServer();
    await new Promise<void>((resolve) => unreadable.listen(asset, resolve));
    await expect(fetch(`${duet.url}/assets/main-1a2b.css`).then((gone) => gone.text())).rejects.toThrow();
    await closeServer(unreadable);
    expect((await fetch(`${duet.url}/healthz`)).status).toBe(200);
  });

  it('[SRV140] a new build is served without a restart, and the old page until it stands', async () => {
    await using web = await build();
    await using duet = await startDuet({ basePath: '/messages', spa: { root: web.root, meta: { demo: 'yes' } } });
    const shown = async () => (await fetch(`${duet.url}/rooms/x`, { headers: page })).text();
    expect(await shown()).toContain('main-1a2b.css');

    await rm(web.root, { recursive: true });
    expect(await shown()).toContain('main-1a2b.css');
    await mkdir(join(web.root, 'assets'), { recursive: true });
    await writeFile(join(web.root, 'index.html'), template.slice(0, 40));
    expect(await shown()).toContain('main-1a2b.css');
    await writeFile(join(web.root, 'index.html'), template.replace('main-1a2b', 'main-3c4d'));
    await writeFile(join(web.root, 'assets', 'main-3c4d.css'), 'body{margin:0}');

    const rebuilt = await shown();
    expect(rebuilt).toContain('main-3c4d.css');
    expect(rebuilt).toContain('<base href="/messages/">');
    expect(rebuilt).toContain('<meta name="duet:demo" content="yes">');
    expect(await (await fetch(`${duet.url}/assets/main-3c4d.css`)).text()).toBe('body{margin:0}');
    expect((await fetch(`${duet.url}/assets/main-1a2b.css`)).status).toBe(404);
  });

  it('[SRV39] hashed assets are kept for ever, other files asked for again, unknown ones not found', async () => {
    await using web = await build();
    await using duet = await startDuet({ spa: { root: web.root } });
    const asset = await fetch(`${duet.url}/assets/main-1a2b.css`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toBe('text/css');
    expect((await fetch(`${duet.url}/favicon.svg`)).headers.get('cache-control')).toBe('no-cache');
    for (const path of [
      '/assets/main-old.js',
      '/nothing.png',
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/',
    ]) {
      expect((await fetch(duet.url + path, { headers: { accept: '*/*' } })).status).toBe(404);
    }
    expect((await fetch(`${duet.url}/nowhere`, { method: 'POST' })).status).toBe(404);
  });

  it('[SRV39] every other path is the page: deep links, and the template by its name', async () => {
    await using web = await build();
    await using duet = await startDuet({ spa: { root: web.root } });
    for (const path of ['/', '/index.html', '/r/0b9f5a9e-6e0c-4a52-9f52-0d9b6a2f7a11', '/people/mina.kim', '/?x=1']) {
      expect(await (await fetch(duet.url + path, { headers: page })).text()).toContain('csp-nonce');
    }
  });

  it('[SRV39] under a path it finds its files, by itself and in Express', async () => {
    await using web = await build();
    await using duet = await startDuet({ basePath: '/messages', spa: { root: web.root } });
    const app = express();
    app.use('/messages', (req, res, next) => duet.duet.handler(req, res, next));
    const server = createServer(app);
    const port = await listen(server);
    for (const url of [duet.url, `http://127.0.0.1:${port}/messages`]) {
      expect(await (await fetch(`${url}/r/x`, { headers: page })).text()).toContain('<base href="/messages/">');
      expect(await (await fetch(url, { headers: page })).text()).toContain('<base href="/messages/">');
      expect((await fetch(`${url}/assets/main-1a2b.css`)).status).toBe(200);
    }
    await closeServer(server);
  });

  it('[SRV38] a build without a place for the server’s words is refused at once', async () => {
    await using web = await build();
    await writeFile(join(web.root, 'index.html'), '<html></html>');
    await expect(startDuet({ spa: { root: web.root } })).rejects.toThrow('<!--duet:head-->');
  });
});
