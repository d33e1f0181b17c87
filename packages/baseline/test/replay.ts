import { misfits, today } from './fit.ts';
import { liveEvents } from './live-events.ts';
import { openReplayLine } from './replay-line.ts';
import type { ReplayLine } from './replay-line.ts';
import { member, parseJson } from './tape.ts';
import type { Json, Tape } from './tape.ts';

/** These come when they come: they are compared when they did, and nobody waits for them. */
const unasked = new Set<Json | undefined>(['heartbeat', 'presence']);

/** Says to a server what the tape's clients said, with today's ids. Answers everything that does not fit any more. */
export const replay = async (tape: Tape, url: string): Promise<string[]> => {
  const learned = new Map<Json, Json>();
  const lines = new Map<string, ReplayLine>();
  const faults: string[] = [];
  const compare = (was: Json, is: Json | undefined, what: string): void =>
    void faults.push(...misfits(was, is, learned, what));
  const lineOf = (who: string): ReplayLine => {
    const line = lines.get(who);
    if (!line) throw new Error(`${who} said something without a socket`);
    return line;
  };

  for (const step of tape) {
    if (step.kind === 'http') {
      const { method, path, token, body } = step.request;
      const bearer = today(token, learned);
      const response = await fetch(url + path, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(typeof bearer === 'string' ? { authorization: `Bearer ${bearer}` } : {}),
        },
        ...(method === 'GET' ? {} : { body: JSON.stringify(today(body, learned)) }),
      });
      compare({ ...step.answer }, { status: response.status, body: parseJson(await response.text()) }, path);
    } else if (step.kind === 'opened') {
      lines.set(step.who, await openReplayLine(url.replace('http', 'ws') + step.path));
    } else if (step.kind === 'sent') {
      lineOf(step.who).send(today(step.frame, learned));
    } else if (step.kind === 'got') {
      const events = liveEvents(step.frame);
      const id = member(step.frame, 'id');
      if (events) {
        for (const event of events) {
          const type = member(event, 'type');
          if (type !== undefined && !unasked.has(type)) {
            compare(event, await lineOf(step.who).event(type), `the event ${JSON.stringify(type)}`);
          }
        }
      } else if (id !== undefined && id !== null) {
        compare(
          step.frame,
          await lineOf(step.who).answer(id),
          `the answer to ${step.who}'s call ${JSON.stringify(id)}`,
        );
      }
    }
  }

  const told = tape.flatMap((step) => (step.kind === 'got' ? (liveEvents(step.frame) ?? []) : []));
  for (const line of lines.values()) {
    for (const event of line.rest()) {
      const was = told.find((other) => member(other, 'type') === member(event, 'type'));
      if (was !== undefined && unasked.has(member(event, 'type'))) compare(was, event, 'an event');
    }
    line.close();
  }
  return faults;
};
