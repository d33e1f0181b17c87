import { z } from 'zod';
import type { User } from '../user.ts';
import { userId } from './ids.ts';

export const user = z.object({
  id: userId,
  username: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  lastActiveAt: z.number().nullable(),
  active: z.boolean(),
}) satisfies z.ZodType<User>;
