/** A call's id on its socket, as its client chose it. */
export type CallId = string | number;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isCallId = (value: unknown): value is CallId => typeof value === 'string' || typeof value === 'number';

/** The objects of a frame. Not every frame holds some: tRPC's own pings do not. */
const objectsIn = (frame: string): Record<string, unknown>[] => {
  try {
    const read: unknown = JSON.parse(frame);
    return (Array.isArray(read) ? read : [read]).filter(isObject);
  } catch {
    return [];
  }
};

/** The ids of the sends in a client's frame. */
export const sendsIn = (frame: string): CallId[] =>
  objectsIn(frame).flatMap(({ id, params }) =>
    isCallId(id) && isObject(params) && params['path'] === 'message.send' ? [id] : [],
  );

/** The ids of the calls that a server's frame answers. */
export const answersIn = (frame: string): CallId[] => objectsIn(frame).flatMap(({ id }) => (isCallId(id) ? [id] : []));

/** The token in a client's first frame, if that is where it shows it. */
export const tokenIn = (frame: string): string | null => {
  const [first] = objectsIn(frame);
  const token = first?.['method'] === 'connectionParams' && isObject(first['data']) ? first['data']['token'] : null;
  return typeof token === 'string' ? token : null;
};
