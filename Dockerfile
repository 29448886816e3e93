# One node of Holdspace. What runs is what `npm start` runs in the end: holdspace serve.
FROM node:26-slim AS build
WORKDIR /holdspace
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/
COPY packages packages
COPY e2e/package.json e2e/
COPY bench/package.json bench/
COPY scripts/pnpm.mjs scripts/child-process.mjs scripts/paths.mjs scripts/
RUN node scripts/pnpm.mjs install --frozen-lockfile
COPY apps apps
COPY scripts scripts
RUN mkdir -p node_modules/.cache/holdspace && cd apps/web && NODE_ENV=production node ../../scripts/build.mjs
# From here on only what the server needs to run.
RUN rm -rf node_modules apps/*/node_modules packages/*/node_modules packages/inspector e2e bench \
  && node scripts/pnpm.mjs install --frozen-lockfile --prod --filter @holdspace/server...

FROM node:26-slim
WORKDIR /holdspace
COPY --from=build /holdspace/package.json ./
COPY --from=build /holdspace/node_modules node_modules
COPY --from=build /holdspace/packages packages
COPY --from=build /holdspace/apps/server apps/server
COPY --from=build /holdspace/apps/web/dist apps/web/dist
COPY kits kits
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
EXPOSE 3000
USER node
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=2 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "apps/server/bin/holdspace.mjs"]
CMD ["serve"]
