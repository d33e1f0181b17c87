import type { z } from 'zod';

/**
 * A schema for exactly this type: what it lets through is a `T`, and no `T` is missing. It goes by the type's name from
 * then on, also in the declarations that other people read.
 */
export const exactly =
  <T>() =>
  <S extends z.ZodType<T, T>>(schema: S & ([T] extends [z.output<S>] ? unknown : never)): z.ZodType<T, T> =>
    schema;
