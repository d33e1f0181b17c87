import { once } from 'node:events';
import { liveEvents } from './live-events.ts';
import { member, parseJson } from './tape.ts';
import type { Json } from './tape.ts';

/** A person's socket in a replay: every frame is taken once, by whoever waits for it. */
export interface ReplayLine {
  send(frame: Json): void;
  /** The next answer to this call, or the subscription's word that it began. */
  answer(id: Json): Promise<Json>;
  /** The next live event of this kind. */
  event(type: Json): Promise<Json>;
  /** The live events that nobody waited for. */
  rest(): readonly Json[];
  close(): void;
}

export const openReplayLine = async (url: string): Promise<ReplayLine> => {
  const socket = new WebSocket(url);
  const answers: Json[] = [];
  const events: Json[] = [];
  const waiting = new Set<() => void>();
  socket.addEventListener('message', ({ data }) => {
    if (data === 'PING') return socket.send('PONG');
    if (data === 'PONG' || typeof data !== 'string') return;
    const frame = parseJson(data);
    const told = liveEvents(frame);
    if (told) events.push(...told);
    else answers.push(frame);
    for (const look of waiting) look();
  });
  await once(socket, 'open');

  const take = (from: Json[], fits: (entry: Json) => boolean): Promise<Json> =>
    new Promise((resolve) => {
      const look = (): void => {
        const at = from.findIndex(fits);
        const [entry] = at < 0 ? [] : from.splice(at, 1);
        if (entry === undefined) return;
        waiting.delete(look);
        resolve(entry);
      };
      waiting.add(look);
      look();
    });

  return {
    send: (frame) => socket.send(JSON.stringify(frame)),
    answer: (id) => take(answers, (frame) => member(frame, 'id') === id),
    event: (type) => take(events, (event) => member(event, 'type') === type),
    rest: () => events,
    close: () => socket.close(),
  };
};
