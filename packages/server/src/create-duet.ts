import { pino } from 'pino';
import { createErrorReporter } from './error-reporter.ts';
import { createAdminHandler } from './http/admin-handler.ts';
import { createHandler } from './http/handler.ts';
import { createOrigins } from './http/origins.ts';
import { createProxyTrust } from './http/proxy-trust.ts';
import { createSpa } from './http/spa.ts';
import { createTrpcHandler } from './http/trpc-handler.ts';
import { createRateLimits, noRateLimits } from './limits/rate-limits.ts';
import { createMetrics, noMetrics } from './metrics/metrics.ts';
import type { Readiness } from './modes/mode.ts';
import { openMode } from './modes/open-mode.ts';
import { checkNode } from './node-version.ts';
import { defaultTimings } from './options.ts';
import type { Duet, DuetOptions } from './options.ts';
import { checkHostIdentity } from './sessions/host-identity.ts';
import { startServices } from './services/start-services.ts';
import { shared } from './shared.ts';
import { startSocketServer } from './socket/socket-server.ts';
import { createUpgrades } from './socket/upgrade.ts';
import { withinTime } from './within-time.ts';

/**
 * Everything behind one door: mount `handler`, `attach` the HTTP server, `close` at the end. Rejects with a
 * `DatabaseError`, a `RedisError`, or an error that names the option, whose message is meant for people.
 */
export const createDuet = async (options: DuetOptions): Promise<Duet> => {
  checkNode();
  const {
    databaseUrl,
    redisUrl = null,
    undrainedBytes,
    basePath = '',
    spa,
    allowedOrigins = [],
    trustProxy = [],
    identity = null,
    localAccounts = true,
    rateLimits: limited = true,
  } = options;
  const { logger = pino({ name: 'duet' }), now = Date.now } = options;
  const onFenced = (): void => {
    logger.fatal('another process writes this database now; nothing is accepted here any more');
    options.onFenced?.();
  };
  if (!/^(\/[\w.~-]+)*$/.test(basePath)) {
    throw new Error(`basePath: "${basePath}" must be "" or look like "/messages", without a slash at the end`);
  }
  if (redisUrl !== null && !databaseUrl.startsWith('mysql://')) {
    throw new Error('redisUrl: works only together with a mysql:// databaseUrl');
  }
  if (identity) checkHostIdentity(identity);
  else if (!localAccounts) throw new Error('localAccounts: without an identity nobody could sign in');
  const timings = { ...defaultTimings, ...options.timings };
  const trust = createProxyTrust(trustProxy);
  const origins = createOrigins(trust, allowedOrigins);
  const report = createErrorReporter(logger);
  const meta = { ...spa?.meta, ...(localAccounts ? {} : { 'local-accounts': 'off' }) };
  const page = spa ? createSpa({ root: spa.root, basePath, meta, trust }) : null;

  const measured = options.metrics ? createMetrics(now) : null;
  const metrics = measured ?? noMetrics;
  const mode = await openMode({ databaseUrl, redisUrl, undrainedBytes, now, onFenced, report, logger });
  const limits = limited ? createRateLimits(mode.newLimiter) : noRateLimits;
  const running = await startServices({
    mode,
    identity,
    localAccounts,
    limits,
    metrics,
    timings,
    now,
    report,
    logger,
  }).catch(async (cause: unknown) => {
    await mode.close();
    throw cause;
  });
  const { services, book } = running;
  const { isAway } = mode;
  const sockets = startSocketServer({ services, book, trust, limited, timings, isAway, metrics, report, logger });
  const path = `${basePath}/trpc`;
  const { handshake } = timings;
  const upgrades = createUpgrades({ path, sockets, origins, trust, limits, limited, handshake, report, logger });

  let closing: Promise<void> | null = null;

  const askReadiness = shared(() => running.readiness());
  const readiness = async (): Promise<Readiness> => (closing === null ? askReadiness() : { parts: {}, serves: false });

  const { db } = mode.database;
  const admin = createAdminHandler({ services: running.admin, db, trust, limits, now, isAway, metrics, report });
  const trpc = createTrpcHandler({
    admin,
    services,
    book,
    origins,
    trust,
    limits,
    cookiePath: basePath || '/',
    now,
    isAway,
    unread: timings.ping + timings.pongWait,
    metrics,
    report,
  });

  const closeAll = async (): Promise<void> => {
    upgrades.detach();
    await Promise.all([sockets.close(), trpc.settled(timings.stop / 2)]);
    await running.close();
    await mode.close();
  };

  return {
    handler: createHandler({
      basePath,
      trpc,
      spa: page,
      readiness,
      isClosing: () => closing !== null,
      metrics: measured?.page ?? null,
    }),
    attach: (server) => upgrades.attach(server),
    close: () => (closing ??= withinTime(closeAll(), timings.stop)),
  };
};
