/** Where to go after signing in: only to a path of this app, never to what a link from elsewhere names. */
export const nextOf = (search: string): string => {
  const next = new URLSearchParams(search).get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
};

export const signInPath = (from: string): string =>
  from === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(from)}`;

/**
 * The host's page that signs people in, told where they want to be then: `{next}` in its address becomes a path of this
 * site, like `/messages/to/elena`.
 */
export const hostSignIn = (signInUrl: string, mount: string, search: string): string =>
  signInUrl.replaceAll('{next}', encodeURIComponent(mount + nextOf(search)));
