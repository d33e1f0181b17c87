import { request } from 'node:http';
import type { Agent, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from './faults.ts';
import type { Whose } from './whose.ts';

/** Takes an HTTP request to the server, and its answer back, with what is wrong with the line on the way. */
export const relayRequest = async (
  near: IncomingMessage,
  answer: ServerResponse,
  to: { port: number; agent: Agent; faults: Faults; whose: Whose },
): Promise<void> => {
  const { port, agent, faults, whose } = to;
  const { method, url = '/', headers } = near;
  const gone = new AbortController();
  answer.once('close', () => gone.abort());
  const travel = (): Promise<void> => sleep(faults.delay(), undefined, { signal: gone.signal });
  const lose = (): void => void answer.destroy();
  const person = await whose.head(headers);
  if (faults.isCut(person)) return lose();
  await travel();

  const loss = method === 'POST' && url.includes('message.send') ? faults.lossFor(person) : null;
  const far = request({ host: '127.0.0.1', port, agent, method, path: url, headers });
  const deliver = async (said: IncomingMessage): Promise<void> => {
    await travel();
    if (faults.isCut(person) || loss?.came()) {
      said.destroy();
      return lose();
    }
    answer.writeHead(said.statusCode ?? 502, said.rawHeaders);
    // Whichever end breaks, the other learns of it.
    pipeline(said, answer, () => {});
  };
  far.on('response', (said) => {
    deliver(said).catch(() => said.destroy());
  });
  pipeline(near, far, (fault) => {
    if (fault) lose();
  });
  answer.once('close', () => loss?.cameNever());
};
