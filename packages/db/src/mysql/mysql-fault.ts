export type MysqlFault = 'unreachable' | 'denied' | 'no_database' | 'read_only' | 'conflict' | 'locked';

/** Of the server, by its error numbers. */
const faults = new Map<unknown, MysqlFault>([
  [1020, 'conflict'],
  [1040, 'unreachable'],
  [1044, 'denied'],
  [1045, 'denied'],
  [1049, 'no_database'],
  [1130, 'denied'],
  [1142, 'denied'],
  [1203, 'unreachable'],
  [1205, 'locked'],
  [1213, 'conflict'],
  [1226, 'unreachable'],
  [1290, 'read_only'],
  [1698, 'denied'],
  [1792, 'read_only'],
  [1836, 'read_only'],
]);

/** Of the way there, by the codes of the system and of mysql2. */
const lost = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
];
const lostByProtocol = ['PROTOCOL_CONNECTION_LOST', 'HANDSHAKE_NO_SSL_SUPPORT', 'HANDSHAKE_SSL_ERROR'];

const has = <K extends string>(error: unknown, key: K): error is Error & Record<K, unknown> =>
  error instanceof Error && key in error;

/** What MySQL or MariaDB said, where it matters to the caller; `null` for everything else. */
export const mysqlFault = (error: unknown): MysqlFault | null => {
  const said = has(error, 'errno') ? faults.get(error.errno) : undefined;
  if (said !== undefined) return said;
  return has(error, 'code') && [...lost, ...lostByProtocol].includes(String(error.code)) ? 'unreachable' : null;
};

/** Nobody answered in time. In the system's words, like every other way to be out of reach. */
export const timedOut = (message: string): Error => Object.assign(new Error(message), { code: 'ETIMEDOUT' });
