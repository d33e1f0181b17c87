import { adminRouter, appRouter } from '@duet/api';
import { z } from 'zod';

export type Listed = { path: string; type: string; takesRoom: boolean };

const listed = z.object({ _def: z.object({ type: z.string(), inputs: z.array(z.unknown()) }) });

const namesRoom = (schema: unknown): boolean => schema instanceof z.ZodObject && 'roomId' in schema.shape;

const listOf = (router: typeof appRouter | typeof adminRouter): readonly Listed[] =>
  Object.entries(router._def.procedures).map(([path, procedure]) => {
    const { _def: definition } = listed.parse(Object.assign({}, procedure));
    return { path, type: definition.type, takesRoom: definition.inputs.some(namesRoom) };
  });

/** Every procedure of the people's router, as the router itself lists them. */
export const procedures = listOf(appRouter);

/** And of the host's, which is there over HTTP only. */
export const adminProcedures = listOf(adminRouter);
