import { z } from 'zod';
import type { Done } from '../done.ts';

export const done: z.ZodType<Done, Done> = z.object({});
