import { z } from 'zod';
import type { User } from '../user.ts';
import { exactly } from './exactly.ts';
import { userId } from './ids.ts';

/** For schemas that hold a part of a user. */
export const userFields = z.object({
  id: userId,
  username: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  lastActiveAt: z.number().nullable(),
  active: z.boolean(),
});

export const user = exactly<User>()(userFields);
