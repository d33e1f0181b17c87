/** The engines of which this run does without, by name: `DUET_WITHOUT=mariadb,redis`. */
export const leftOut = (): string[] => (process.env['DUET_WITHOUT'] ?? '').split(',').map((name) => name.trim());

export const searchPath = (): string => process.env['PATH'] ?? '';
