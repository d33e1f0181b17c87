import type { DuetClientOptions } from '@duet/sdk';

/** What a browser does with the cookie of one origin, in a runtime without a jar: shared by all tabs that use it. */
export const createBrowser = (): Required<Pick<DuetClientOptions, 'fetch' | 'WebSocket'>> => {
  let cookie = '';
  return {
    async fetch(input, init) {
      const headers = new Headers(init?.headers);
      if (cookie) headers.set('cookie', cookie);
      const answer = await fetch(input, { ...init, headers });
      const [given] = answer.headers.getSetCookie();
      if (given) cookie = /^duet_session=[^;]+/.exec(given)?.[0] ?? '';
      return answer;
    },
    // Node's takes headers where a browser's takes protocols.
    WebSocket: new Proxy(WebSocket, {
      construct: (target, [url], as) => Reflect.construct(target, [url, { headers: { cookie } }], as) as WebSocket,
    }),
  };
};
