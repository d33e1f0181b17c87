import { parseJson } from './tape.ts';
import type { Step } from './tape.ts';

const pathOf = (url: string | URL): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};

/** A `fetch` and a `WebSocket` for one person's client: what goes through them is written down as steps. */
export const recorder = (who: string, steps: Step[]) => {
  const recordingFetch: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : input;
    const response = await fetch(input, init);
    const token = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? null;
    const body = typeof init?.body === 'string' ? parseJson(init.body) : null;
    const request = { method: init?.method ?? 'GET', path: pathOf(url), token, body };
    const answer = { status: response.status, body: parseJson(await response.clone().text()) };
    steps.push({ who, kind: 'http', request, answer });
    return response;
  };

  const write = (kind: 'sent' | 'got', data: unknown): void => {
    if (typeof data === 'string' && data !== 'PING' && data !== 'PONG')
      steps.push({ who, kind, frame: parseJson(data) });
  };

  class RecordingWebSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener('open', () => steps.push({ who, kind: 'opened', path: pathOf(url) }));
      this.addEventListener('message', ({ data }) => write('got', data));
      this.addEventListener('close', () => steps.push({ who, kind: 'closed' }));
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      write('sent', data);
      super.send(data);
    }
  }

  return { fetch: recordingFetch, WebSocket: RecordingWebSocket };
};
