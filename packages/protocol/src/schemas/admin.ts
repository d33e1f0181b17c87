import { z } from 'zod';
import { adminLimits } from '../admin.ts';
import type { Counts, HostUser, HostUserChange, HostUserUpsert } from '../admin.ts';
import { isCleanText } from '../text.ts';
import { userId } from './ids.ts';
import { displayName, username } from './names.ts';

const { externalId: idLimits, avatarUrl: avatarLimits } = adminLimits;

export const externalId = z
  .string()
  .refine(
    (value) => value !== '' && value.length <= idLimits.max && value.trim() === value && isCleanText(value),
    `must be 1 to ${idLimits.max} characters, without a space at its ends`,
  );

export const avatarUrl = z
  .string()
  .refine(
    (value) => value.length <= avatarLimits.max && URL.parse(value)?.protocol === 'https:',
    `must be an https address of at most ${avatarLimits.max} characters`,
  );

/** Whole: what each field of one user must be. */
export const hostUser = z.object({
  externalId,
  username: username.optional(),
  displayName: displayName.optional(),
  avatarUrl: avatarUrl.nullable().optional(),
}) satisfies z.ZodType<HostUser>;

/** Of a batch: one user whose name breaks a rule is refused alone, and not with everybody else. */
export const hostUserShape = z.object({
  externalId,
  username: z.string().optional(),
  displayName: z.string().optional(),
  avatarUrl: z.string().nullable().optional(),
}) satisfies z.ZodType<HostUser>;

const issue = z.object({ path: z.string(), message: z.string() });

export const hostUserUpsert = z.union([
  z.object({ outcome: z.enum(['created', 'updated', 'unchanged']), externalId: z.string(), userId }),
  z.object({ outcome: z.literal('refused'), externalId: z.string(), reason: z.literal('taken') }),
  z.object({
    outcome: z.literal('refused'),
    externalId: z.string(),
    reason: z.literal('invalid'),
    issues: z.array(issue),
  }),
]) satisfies z.ZodType<HostUserUpsert>;

export const hostUserChange = z.object({
  externalId: z.string(),
  outcome: z.enum(['changed', 'unchanged', 'not_found']),
}) satisfies z.ZodType<HostUserChange>;

export const counts = z.object({
  users: z.number(),
  activeUsers: z.number(),
  rooms: z.number(),
  messages: z.number(),
  sessions: z.number(),
  countedAt: z.number(),
}) satisfies z.ZodType<Counts>;
