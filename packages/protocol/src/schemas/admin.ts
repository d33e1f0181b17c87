import { z } from 'zod';
import { adminLimits } from '../admin.ts';
import type { Counts, HostUser, HostUserUpsert, NamedUsers, UserChange } from '../admin.ts';
import { isCleanText } from '../text.ts';
import { exactly } from './exactly.ts';
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
export const hostUser = exactly<HostUser>()(
  z.object({
    externalId,
    username: username.optional(),
    displayName: displayName.optional(),
    avatarUrl: avatarUrl.nullable().optional(),
  }),
);

/** Of a batch: one user who breaks a rule is refused alone, and not with everybody else. */
export const hostUserShape = exactly<HostUser>()(
  z.object({
    externalId: z.string(),
    username: z.string().optional(),
    displayName: z.string().optional(),
    avatarUrl: z.string().nullable().optional(),
  }),
);

const issue = z.object({ path: z.string(), message: z.string() });

export const hostUserUpsert = exactly<HostUserUpsert>()(
  z.union([
    z.object({ outcome: z.enum(['created', 'updated', 'unchanged']), externalId: z.string(), userId }),
    z.object({ outcome: z.literal('refused'), externalId: z.string(), reason: z.literal('taken') }),
    z.object({
      outcome: z.literal('refused'),
      externalId: z.string(),
      reason: z.literal('invalid'),
      issues: z.array(issue),
    }),
  ]),
);

const mostNamed = adminLimits.status;
const isDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

export const namedUsers = exactly<NamedUsers>()(
  z
    .object({
      externalIds: z.array(externalId).refine(isDistinct, 'must name nobody twice').optional(),
      userIds: z.array(userId).refine(isDistinct, 'must name nobody twice').optional(),
    })
    .refine(
      ({ externalIds = [], userIds = [] }) =>
        externalIds.length + userIds.length >= 1 && externalIds.length + userIds.length <= mostNamed,
      `must name 1 to ${mostNamed} users, by externalIds, userIds or both`,
    ),
);

const outcome = z.enum(['changed', 'unchanged', 'not_found']);

export const userChange = exactly<UserChange>()(
  z.union([z.object({ externalId: z.string(), outcome }), z.object({ userId, outcome })]),
);

export const counts = exactly<Counts>()(
  z.object({
    users: z.number(),
    activeUsers: z.number(),
    rooms: z.number(),
    messages: z.number(),
    sessions: z.number(),
    countedAt: z.number(),
  }),
);
