import { drive } from './drive.ts';
import type { Measure } from './measured.ts';
import type { Person } from './person.ts';
import type { ServerProcess } from './server-process.ts';

export type Contender = { readonly server: ServerProcess; readonly people: readonly Person[] };
export type Result = { readonly cpuMicrosPerMessage: number; readonly lagP99Ms: number };

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const resultOf = (measures: Measure[], messages: number): Result => ({
  cpuMicrosPerMessage: median(measures.map(({ cpuMicros }) => cpuMicros)) / messages,
  lagP99Ms: median(measures.map(({ lagP99Ms }) => lagP99Ms)),
});

/** Both under the same load in turns (A B A B …), so that what the machine does meanwhile falls on both. */
export const compare = async (
  [a, b]: readonly [Contender, Contender],
  { rounds, messages, warmUp }: { rounds: number; messages: number; warmUp: number },
): Promise<{ a: Result; b: Result; ratio: number }> => {
  const measures: { a: Measure; b: Measure }[] = [];
  for (const { people } of [a, b]) await drive(people, warmUp);
  for (let round = 0; round < rounds; round += 1) {
    measures.push({
      a: await a.server.during(() => drive(a.people, messages)),
      b: await b.server.during(() => drive(b.people, messages)),
    });
  }
  return {
    a: resultOf(
      measures.map((round) => round.a),
      messages,
    ),
    b: resultOf(
      measures.map((round) => round.b),
      messages,
    ),
    ratio: median(measures.map((round) => round.b.cpuMicros / round.a.cpuMicros)),
  };
};
