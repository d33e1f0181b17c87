/** What the commands go by. A variable that is set to nothing counts as not set. */
export type CommandEnv = {
  /** Of the commands about keys: the database that the server uses. */
  databaseUrl: string | null;
  /** Of those that ask a server: where Duet is mounted, and a key for it. */
  duetUrl: string | null;
  apiKey: string | null;
};

export const readEnv = (): CommandEnv => {
  const { DATABASE_URL, DUET_URL, DUET_API_KEY } = process.env;
  return { databaseUrl: DATABASE_URL || null, duetUrl: DUET_URL || null, apiKey: DUET_API_KEY || null };
};
