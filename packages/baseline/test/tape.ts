export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One thing that a person's client and the server said to each other. */
export type Step = { who: string } & (
  | { kind: 'http'; request: { method: string; path: string; token: string | null; body: Json }; answer: Answer }
  | { kind: 'opened'; path: string }
  | { kind: 'sent' | 'got'; frame: Json }
  | { kind: 'closed' }
);

export type Answer = { status: number; body: Json };

/** Everything that passed between clients and their server, in its order. */
export type Tape = readonly Step[];

export const parseJson = (text: string): Json => {
  const value: Json = JSON.parse(text);
  return value;
};

/** `undefined`: it has no such member. */
export const member = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value[key] : undefined;
