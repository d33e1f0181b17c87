# syntax=docker/dockerfile:1

FROM node:26-slim AS build
WORKDIR /duet
ENV CI=true
COPY . .
RUN npm install --global "$(node -p "require('./package.json').packageManager")" \
 && pnpm install --frozen-lockfile \
 && pnpm --filter @duet/web run build
# Now only what the server runs on. The sources run as they are, so the workspace stays one: under node_modules, where
# `pnpm deploy` would put its packages, types are not stripped.
RUN rm -rf node_modules apps/*/node_modules packages/*/node_modules packages/engines \
 && pnpm install --frozen-lockfile --prod --no-optional \
      --filter @duet/app --filter '@duet/server...'

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /duet
COPY --from=build /duet/node_modules node_modules
COPY --from=build /duet/packages packages
COPY --from=build /duet/apps/server apps/server
COPY --from=build /duet/apps/web/package.json apps/web/package.json
COPY --from=build /duet/apps/web/dist apps/web/dist
# Where a file database stands if DATABASE_URL names nothing else.
RUN install -d -o node -g node data
VOLUME /duet/data
USER node
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Nothing stands between a SIGTERM and the server, which drains.
CMD ["node", "apps/server/src/main.ts"]
