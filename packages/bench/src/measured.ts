import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a server process says of itself over a window of time. */
export type Measure = { cpuMicros: number; lagP99Ms: number };

/** The server's half of the control channel: says its port, then measures between `begin` and `end`. */
export const serveMeasures = (port: number): void => {
  // 1 ms: the lag that is looked for is that of a commit, a few ms.
  const lag = monitorEventLoopDelay({ resolution: 1 });
  let begin = process.cpuUsage();
  process.on('message', (order) => {
    if (order === 'memory') process.send?.(process.memoryUsage.rss());
    if (order === 'begin') {
      lag.reset();
      lag.enable();
      begin = process.cpuUsage();
      process.send?.('began');
    }
    if (order === 'end') {
      const { user, system } = process.cpuUsage(begin);
      lag.disable();
      const measure: Measure = { cpuMicros: user + system, lagP99Ms: lag.percentile(99) / 1e6 };
      process.send?.(measure);
    }
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(port);
};
