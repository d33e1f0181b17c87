import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { listen } from './listen.ts';

const entry = fileURLToPath(import.meta.resolve('../hooks-page/main.tsx'));

/** React's development build: only that one starts effects twice under StrictMode. */
const bundle = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { write: false, minify: false, lib: { entry, formats: ['es'] } },
  });
  const [made] = Array.isArray(built) ? built : [];
  const code = made?.output[0].code;
  if (code === undefined) throw new Error('vite made no page');
  return code;
};

/** A page of another app, which uses nothing of Duet but `@duet/sdk/react`, on an origin of its own. */
export type HooksPage = AsyncDisposable & { readonly origin: string };

export const serveHooksPage = async (): Promise<HooksPage> => {
  const code = await bundle();
  const page =
    '<!doctype html><meta charset="utf-8"><div id="root"></div><script type="module" src="main.js"></script>';
  const server = createServer((request, response) => {
    const isScript = request.url === '/main.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? code : page);
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
