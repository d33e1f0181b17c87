// SPEC.md and the tests, both ways: a rule that no test shows is a wish, a citation without a rule a typing error. And
// the lines that probe:rules breaks: one that was written anew would break nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { staleBreaks } from '../probe/stale-breaks.mjs';
import { root } from '../setup/root.mjs';
import { sources } from './sources.mjs';
import { verdict } from './verdict.mjs';

const stated = [...readFileSync(join(root, 'SPEC.md'), 'utf8').matchAll(/^- \*\*([A-Z]+\d+)\*\*/gm)].map(
  ([, rule]) => rule,
);

/** The rules at the head of a test's name: `it('[LOG1][LOG2] …')`. */
const citations = sources('test').flatMap(({ file, text }) =>
  [...text.matchAll(/['"`]((?:\[[A-Z]+\d+\]\s*)+)/g)].flatMap(([, head]) =>
    [...head.matchAll(/[A-Z]+\d+/g)].map(([rule]) => ({ rule, file })),
  ),
);

const cited = new Set(citations.map(({ rule }) => rule));
verdict([
  ...stated.filter((rule, index) => stated.indexOf(rule) !== index).map((rule) => `SPEC.md states ${rule} twice`),
  ...stated.filter((rule) => !cited.has(rule)).map((rule) => `SPEC.md: no test cites ${rule}`),
  ...staleBreaks(),
  ...citations
    .filter(({ rule }) => !stated.includes(rule))
    .map(({ rule, file }) => `${file}: cites ${rule}, which SPEC.md does not state`),
]);
