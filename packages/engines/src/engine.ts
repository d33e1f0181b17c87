import { leftOut } from './env.ts';

export type Engine = 'mariadb' | 'redis' | 'nginx';

/** Whether this run was told to do without it. Its tests skip themselves then, and only then. */
export const isLeftOut = (engine: Engine): boolean => leftOut().includes(engine);
