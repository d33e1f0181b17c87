import { pino } from 'pino';
import type { Logger } from 'pino';

export type CapturedLog = {
  readonly logger: Logger;
  /** Everything that was logged, as it would stand in a file. */
  text(): string;
  /** Resolves when a line with this message was logged. */
  says(message: string): Promise<Record<string, unknown>>;
};

export const captureLog = (): CapturedLog => {
  const lines: Record<string, unknown>[] = [];
  const looking = new Set<() => void>();
  const logger = pino(
    { level: 'trace' },
    {
      write(line: string) {
        lines.push(JSON.parse(line));
        for (const look of looking) look();
      },
    },
  );
  return {
    logger,
    text: () => JSON.stringify(lines),
    says: (message) =>
      new Promise((resolve) => {
        const look = (): void => {
          const line = lines.find(({ msg }) => msg === message);
          if (!line) return;
          looking.delete(look);
          resolve(line);
        };
        looking.add(look);
        look();
      }),
  };
};
