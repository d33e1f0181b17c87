import { field } from './field.ts';

/** Where the token of the next call and of the next connection comes from. */
export type TokenSource = {
  /** To be kept for the next start; `null` when the cookie serves, or `getToken`. */
  readonly kept: string | null;
  /** One token follows another: one that runs out is no end, and whose it is has to be looked at. */
  readonly changes: boolean;
  /** `anew`: for a connection; else the one at hand while it lasts. `null`: nobody is signed in, or the cookie serves. */
  get(anew: boolean): Promise<string | null>;
};

/** What a JWT says, believed in nothing that matters: that is for the server. */
const claim = (token: string | null, name: string): unknown => {
  try {
    return field(JSON.parse(atob((token?.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))), name);
  } catch {
    return undefined;
  }
};

/** The same for every token of one person. */
export const personOf = (token: string | null): unknown => claim(token, 'sub') ?? token;

/** Milliseconds since the epoch; `Infinity` when it does not say. */
export const endOf = (token: string | null): number => {
  const exp = claim(token, 'exp');
  return typeof exp === 'number' ? exp * 1000 : Infinity;
};

export const fixedToken = (token: string | null): TokenSource => ({
  kept: token,
  changes: false,
  get: async () => token,
});

export const changingToken = (getToken: () => Promise<unknown>, now: () => number): TokenSource => {
  let held: string | null = null;
  /** An answer of the host's that is an error is no word of who is signed in: taken for one, it ended the chat. */
  const ask = async (): Promise<string | null> => {
    const token = await getToken();
    if (token === null || (typeof token === 'string' && token !== '')) return token;
    throw new TypeError('getToken gave neither a token nor null');
  };
  return {
    kept: null,
    changes: true,
    async get(anew) {
      if (anew || held === null || endOf(held) <= now()) held = await ask();
      return held;
    },
  };
};
