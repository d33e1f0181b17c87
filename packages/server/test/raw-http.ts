import { request } from 'node:http';
import type { Reason } from '@duet/protocol';

export type RawAnswer = { status: number; text: string; reason: Reason | undefined; headers: Headers };

/** Calls a procedure by hand: mutations by POST, all others by GET. */
export const rawCall = async (
  url: string,
  type: string,
  path: string,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<RawAnswer> => {
  const target = `${url}/trpc/${path}`;
  const json = JSON.stringify(input);
  const response =
    type === 'mutation'
      ? await fetch(target, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: json ?? null,
        })
      : await fetch(json === undefined ? target : `${target}?input=${encodeURIComponent(json)}`, { headers });
  const text = await response.text();
  return { status: response.status, text, reason: reasonIn(text), headers: response.headers };
};

const reasonIn = (text: string): Reason | undefined => {
  try {
    return JSON.parse(text).error?.data?.reason;
  } catch {
    return undefined;
  }
};

/** With headers and methods that fetch does not allow: Host, Upgrade, TRACE. */
export const statusOf = (url: string, headers: Record<string, string>, method = 'GET'): Promise<number> =>
  new Promise((resolve, reject) => {
    request(url, { headers, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
