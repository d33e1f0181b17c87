import type { User } from '@duet/sdk';

/** The path under which Duet is mounted, as the server wrote it into `<base>`: `/` or `/messages/`. */
export const mountPath = (page: Document): string => new URL('.', page.baseURI).pathname;

const metaContent = (page: Document, name: string): string | undefined =>
  page.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

/** What the content security policy asks of stylesheets; none in development. */
export const pageNonce = (page: Document): string | undefined => metaContent(page, 'csp-nonce');

/** What the host told the page of how people sign in. */
export type PageHost = {
  /** Where it gives out tokens; `null`: it does not. */
  tokenUrl: string | null;
  /** Where it signs people in. */
  signInUrl: string | null;
  /** People come from the host alone: there is nobody to sign up or in here. */
  signsIn: boolean;
};

export const pageHost = (page: Document): PageHost => {
  const tokenUrl = metaContent(page, 'duet:token-url') ?? null;
  const signInUrl = metaContent(page, 'duet:sign-in-url') ?? null;
  return { tokenUrl, signInUrl, signsIn: tokenUrl !== null || metaContent(page, 'duet:local-accounts') === 'off' };
};

export type DemoPerson = Pick<User, 'username' | 'displayName'> & { about: string };
export type Demo = { people: readonly DemoPerson[]; password: string };

const isDemoPerson = (value: unknown): value is DemoPerson =>
  typeof value === 'object' &&
  value !== null &&
  'username' in value &&
  typeof value.username === 'string' &&
  'displayName' in value &&
  typeof value.displayName === 'string' &&
  'about' in value &&
  typeof value.about === 'string';

/** In demo mode: the people as whom one may look around. */
export const pageDemo = (page: Document): Demo | null => {
  const content = metaContent(page, 'duet:demo');
  if (content === undefined) return null;
  try {
    const said: unknown = JSON.parse(content);
    if (typeof said !== 'object' || said === null || !('people' in said) || !('password' in said)) return null;
    const { people, password } = said;
    if (!Array.isArray(people) || typeof password !== 'string') return null;
    return { people: people.filter(isDemoPerson), password };
  } catch {
    return null;
  }
};
