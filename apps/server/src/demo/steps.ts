import { conversations } from './conversations.ts';
import type { Conversation } from './conversation.ts';
import { people, personKeys } from './people.ts';
import type { PersonKey } from './people.ts';

/** What happened in the demo's past, and when: in milliseconds since the epoch. */
export type Step = { readonly at: number } & (
  | {
      readonly type: 'line';
      readonly in: Conversation;
      readonly from: PersonKey;
      readonly text: string;
      readonly readers: readonly PersonKey[];
    }
  | { readonly type: 'leave'; readonly who: PersonKey }
);

const minuteMs = 60_000;

/** A line takes a minute or two to be written. */
const writing = (text: string): number => 1 + (text.length % 3) / 2;

/** The lines of one conversation with their times, reckoned back from its end. `readers`: who read up to this line. */
const linesOf = (conversation: Conversation, now: number): Step[] => {
  const { between, endedAgo, unread, lines } = conversation;
  const spoken = lines.filter((line) => !('pause' in line)).length;
  const lastReadBy = (who: PersonKey): number => spoken - 1 - (unread?.by === who ? unread.lines : 0);
  const steps: Step[] = [];
  let at = now - endedAgo * minuteMs;
  let index = spoken - 1;
  for (const line of lines.toReversed()) {
    if ('pause' in line) {
      at -= line.pause * minuteMs;
      continue;
    }
    const [from, text] = line;
    const read = index;
    steps.push({
      type: 'line',
      at,
      in: conversation,
      from,
      text,
      readers: between.filter((who) => lastReadBy(who) === read),
    });
    at -= writing(text) * minuteMs;
    index -= 1;
  }
  return steps;
};

const leavings = (now: number): Step[] =>
  personKeys.map((who) => ({ type: 'leave', at: now - people[who].seenAgo * minuteMs, who }));

/** Everything that happened before `now`, oldest first. */
export const stepsUntil = (now: number): Step[] =>
  [...conversations.flatMap((conversation) => linesOf(conversation, now)), ...leavings(now)].toSorted(
    (a, b) => a.at - b.at,
  );
