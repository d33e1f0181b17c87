import type { RawData } from 'ws';
import type { Person } from './person.ts';
import { textOf } from './text-of.ts';

/** How many of a person's sends are unanswered at any time. */
const inFlight = 4;

/**
 * Has these people send so many messages, each its next one when one is answered. Resolves when every message was
 * answered to its sender and delivered to both.
 */
export const drive = (people: readonly Person[], messages: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let unsent = messages;
    let unanswered = messages;
    let undelivered = messages * 2;
    const stops = people.map((person) => {
      const sendNext = (): void => {
        if (unsent === 0) return;
        unsent -= 1;
        person.send();
      };
      const take = (data: RawData): void => {
        const told = person.read(textOf(data));
        undelivered -= told.delivered;
        if (told.answered) {
          unanswered -= 1;
          sendNext();
        }
        if (unanswered === 0 && undelivered === 0) finish();
      };
      const fail = (code: number): void => finish(new Error(`a socket was closed with ${code}`));
      person.socket.on('message', take).once('close', fail);
      for (let count = 0; count < inFlight; count += 1) sendNext();
      return () => void person.socket.off('message', take).off('close', fail);
    });
    const finish = (error?: Error): void => {
      for (const stop of stops) stop();
      if (error) reject(error);
      else resolve();
    };
  });
