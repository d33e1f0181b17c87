import type { InputIssue, Reason, RefusalData } from '@duet/protocol';
import type { TRPCDefaultErrorShape as DefaultErrorShape, TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { Context } from './context.ts';
import { reasonText, Refusal } from './refusal.ts';

const issuesOf = (cause: unknown): InputIssue[] | undefined =>
  cause instanceof z.core.$ZodError
    ? cause.issues.slice(0, 8).map((issue) => ({
        path: issue.path.slice(0, 4).map(String).join('.').slice(0, 80),
        message: issue.message,
      }))
    : undefined;

/** tRPC's own complaints about a call; everything else that is no refusal is a fault of ours. */
const complaints: Partial<Record<TRPCError['code'], Reason>> = {
  BAD_REQUEST: 'invalid',
  PARSE_ERROR: 'invalid',
  NOT_FOUND: 'not_found',
  METHOD_NOT_SUPPORTED: 'invalid',
  UNSUPPORTED_MEDIA_TYPE: 'invalid',
  UNPROCESSABLE_CONTENT: 'invalid',
  PAYLOAD_TOO_LARGE: 'too_long',
  CLIENT_CLOSED_REQUEST: 'invalid',
};

const classify = (error: TRPCError): RefusalData => {
  if (error instanceof Refusal) return { reason: error.reason, ...error.details };
  const reason = complaints[error.code] ?? 'internal';
  return reason === 'invalid' ? { reason, issues: issuesOf(error.cause) } : { reason };
};

type ErrorData = RefusalData & { code: TRPCError['code']; httpStatus: number; path?: string | undefined };

export type ErrorShape = { message: string; code: DefaultErrorShape['code']; data: ErrorData };

/** The one place where an error takes the shape that leaves the house: no stack, no cause, no text of a library. */
export const formatError = (shape: DefaultErrorShape, error: TRPCError, ctx: Context | undefined): ErrorShape => {
  const { code, httpStatus, path } = shape.data;
  const data = classify(error);
  const errorId = data.reason === 'internal' ? ctx?.report(error.cause ?? error, path) : undefined;
  return { code: shape.code, message: reasonText[data.reason], data: { ...data, errorId, code, httpStatus, path } };
};
