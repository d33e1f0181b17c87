import type { IncomingMessage } from 'node:http';

/**
 * A host's parser that leaves a body alone, because it is for another content type, may still put a `body` on the
 * request: tRPC would take that for the whole of it. Whoever has read nothing has nothing to say.
 */
export const forgetUnreadBody = (req: IncomingMessage): void => {
  if ('body' in req && !req.readableDidRead) Reflect.deleteProperty(req, 'body');
};
