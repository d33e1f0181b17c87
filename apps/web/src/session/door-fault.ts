import { isUsername, issuesOf, limits, codePoints, reasonOf, retryAfterOf } from '@duet/sdk';
import type { Words } from '../words/en.ts';
import { relativeTime } from '../words/time-words.ts';

export type DoorField = 'username' | 'password' | 'displayName';
export type DoorInput = Record<DoorField, string>;
/** What to say, and next to which field; `form`: about the whole. */
export type DoorFault = { at: DoorField | 'form'; text: string };

/** What is wrong before anybody is asked, the first field first. */
export const faultOfInput = (page: 'sign-in' | 'sign-up', input: DoorInput, words: Words): DoorFault | null => {
  const { door } = words;
  if (input.username.trim() === '') return { at: 'username', text: door.usernameMissing };
  if (page === 'sign-up' && !isUsername(input.username.trim())) return { at: 'username', text: door.usernameRule };
  if (page === 'sign-up' && codePoints(input.displayName.trim()) > limits.displayName.max) {
    return { at: 'displayName', text: door.nameRule };
  }
  if (input.password === '') return { at: 'password', text: door.passwordMissing };
  const length = codePoints(input.password);
  if (page === 'sign-up' && (length < limits.password.min || length > limits.password.max)) {
    return { at: 'password', text: door.passwordRule };
  }
  return null;
};

/** The server's no in a person's words. */
export const faultOfError = (error: unknown, words: Words, locale: string): DoorFault => {
  const { door } = words;
  const reason = reasonOf(error);
  switch (reason) {
    case 'taken':
      return { at: 'username', text: door.usernameTaken };
    case 'wrong_credentials':
      return { at: 'password', text: door.wrongCredentials };
    case 'rate_limited':
      return { at: 'form', text: door.tooManyTries(relativeTime(retryAfterOf(error) ?? 60_000, locale, 'long')) };
    case 'invalid': {
      const field = issuesOf(error)[0]?.path;
      if (field === 'username') return { at: 'username', text: door.usernameRule };
      if (field === 'password') return { at: 'password', text: door.passwordRule };
      if (field === 'displayName') return { at: 'displayName', text: door.nameRule };
      return { at: 'form', text: door.failed };
    }
    case null:
      return { at: 'form', text: door.unreachable };
    case 'signed_out':
    case 'not_found':
    case 'too_long':
    case 'blocked':
    case 'foreign_origin':
    case 'try_later':
    case 'internal':
      return { at: 'form', text: door.failed };
  }
};
