import type { RawData } from 'ws';
import type { Person } from './person.ts';
import { textOf } from './text-of.ts';

/** How many of a person's sends are unanswered at any time. */
const inFlight = 4;

/**
 * Has these people send for as long as `more` says so, each its next message `thinkMs` after one is answered. Resolves
 * with how many they were, when every message was answered to its sender and delivered to both.
 */
export const driveWhile = (people: readonly Person[], more: () => boolean, thinkMs = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    let sent = 0;
    let unanswered = 0;
    let undelivered = 0;
    let thinking = 0;
    const stops = people.map((person) => {
      const sendNext = (): void => {
        if (!more()) return;
        sent += 1;
        unanswered += 1;
        undelivered += 2;
        person.send();
      };
      const take = (data: RawData): void => {
        const told = person.read(textOf(data));
        undelivered -= told.delivered;
        if (told.answered) {
          unanswered -= 1;
          if (thinkMs === 0) sendNext();
          else think();
        }
        finishWhenDone();
      };
      const think = (): void => {
        thinking += 1;
        setTimeout(() => {
          thinking -= 1;
          sendNext();
          finishWhenDone();
        }, thinkMs);
      };
      const fail = (code: number): void => finish(new Error(`a socket was closed with ${code}`));
      person.socket.on('message', take).once('close', fail);
      for (let count = 0; count < inFlight; count += 1) sendNext();
      return () => void person.socket.off('message', take).off('close', fail);
    });
    const finishWhenDone = (): void => {
      if (unanswered === 0 && undelivered === 0 && thinking === 0) finish();
    };
    const finish = (error?: Error): void => {
      for (const stop of stops) stop();
      if (error) reject(error);
      else resolve(sent);
    };
  });

export const drive = async (people: readonly Person[], messages: number): Promise<void> => {
  let unsent = messages;
  await driveWhile(people, () => {
    unsent -= 1;
    return unsent >= 0;
  });
};
