import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  specifiedRules,
  validate,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { Authenticator, type Authenticated, type Principal } from '../access/index.js';
import { ChangeRequestRepository, GoldenRecordReadRepository } from '../golden-records/index.js';
import { Clock } from '../platform/clock/index.js';
import { AppConfig, type HttpConfig } from '../platform/config/index.js';
import { toGraphqlError } from '../platform/problems/index.js';
import { DomainError } from '../core/model/index.js';
import {
  graphqlLimits,
  limitRule,
  parseWithinLimits,
  type GraphqlLimits,
} from '../platform/graphql/index.js';
import type { GraphqlContext } from './context.js';
import { HubSchema } from './hub-schema.js';
import { createLoaders } from './loaders.js';
import { WatchedResults } from './watched-results.js';

/** An operation's text is 30 kB at most, so a larger frame is no operation. */
const FRAME_BYTES_MAX = 65_536;
const INIT_WAIT_MS = 3_000;
const SOCKETS_PER_CALLER = 20;
/** How long a revoked key or an ended session may still listen. Each look costs a query per socket. */
const RECHECK_MS = 30_000;
/** How often what needs no query is looked at: expiry, and results that nobody takes. */
const WATCH_MS = 1_000;
/** RFC 6455: the reason of a close has at most so many bytes. */
const REASON_BYTES_MAX = 123;

/** Codes of a close beside those of graphql-ws. 1013 is the registered "try again later". */
const CLOSE = { goingAway: 1001, later: 1013, slow: 4290, forbidden: 4403 } as const;

interface Connection {
  readonly principal: Principal;
  readonly expiresAt: Date | null;
  readonly request: IncomingMessage;
  readonly key: string | undefined;
  readonly results: Set<WatchedResults>;
}

/**
 * GraphQL subscriptions. The path goes through the same authentication, limits and policies as HTTP; queries and mutations are not
 * taken here at all. Foreign pages, unknown paths and oversized frames are refused before GraphQL sees them.
 */
@Injectable()
export class GraphqlWebSocket implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #server: WebSocketServer | undefined;
  #dispose: (() => void | Promise<void>) | undefined;
  readonly #connections = new Map<WebSocket, Connection>();
  readonly #limits: GraphqlLimits;
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly hubSchema: HubSchema,
    private readonly authenticator: Authenticator,
    private readonly records: GoldenRecordReadRepository,
    private readonly requests: ChangeRequestRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.#limits = graphqlLimits(config.limits.graphqlDepthMax);
  }

  onApplicationBootstrap(): void {
    const http: Server | undefined = this.adapter.httpAdapter?.getHttpServer();
    if (typeof http?.on !== 'function') return;
    const schema = this.hubSchema.build();
    const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES_MAX });
    this.#server = server;
    const handler = useServer(
      {
        schema,
        connectionInitWaitTimeout: INIT_WAIT_MS,
        onConnect: async context => {
          const { socket, request } = context.extra;
          return this.#admit(socket, request, context.connectionParams);
        },
        // Not `onDisconnect`: that is not called for a socket which closes while it is being admitted.
        onClose: context => void this.#connections.delete(context.extra.socket),
        onOperation: (context, _id, _payload, _args, result) => {
          const connection = this.#connections.get(context.extra.socket);
          if (connection === undefined || !(Symbol.asyncIterator in result)) return;
          const watched = new WatchedResults(result, ended => connection.results.delete(ended));
          connection.results.add(watched);
          return watched;
        },
        onSubscribe: (context, _id, payload) => {
          const connection = this.#connections.get(context.extra.socket);
          if (connection === undefined) return [new GraphQLError('not connected')];
          if (Object.keys(context.subscriptions).length > this.config.limits.socketSubscriptionsMax) {
            return [
              new GraphQLError('too many subscriptions on one socket', {
                extensions: { code: 'GRAPHQL.TOO_MANY' },
              }),
            ];
          }
          return this.#prepare(schema, connection.principal, payload);
        },
        onError: (_context, _id, _payload, errors) => errors.map(error => explainError(error).toJSON()),
      },
      server,
    );
    this.#dispose = () => handler.dispose();
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(server, request, socket, head),
    );
    this.#timers = [
      setInterval(() => void this.#closeRevoked(), RECHECK_MS).unref(),
      setInterval(() => this.#closeOverdue(), WATCH_MS).unref(),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const socket of this.#connections.keys()) socket.close(CLOSE.goingAway, 'the hub is stopping');
    await this.#dispose?.();
    this.#server?.close();
  }

  #upgrade(server: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = (request.url ?? '').split('?')[0];
    if (path !== '/graphql') refuse(socket, '404 Not Found');
    else if (!isOwnOrigin(request, this.config.http)) refuse(socket, '403 Forbidden');
    else server.handleUpgrade(request, socket, head, ready => server.emit('connection', ready, request));
  }

  async #admit(
    socket: WebSocket,
    request: IncomingMessage,
    parameters: Readonly<Record<string, unknown>> | undefined,
  ): Promise<boolean> {
    const sent = parameters?.['apiKey'];
    const key = typeof sent === 'string' ? sent : undefined;
    const caller = await this.#caller(request, key);
    if (caller === 'unknown') socket.close(CLOSE.later, 'the hub cannot tell who this is right now');
    if (caller === null || caller === 'unknown' || socket.readyState !== socket.OPEN) return false;
    const { principal, expiresAt } = caller;
    const open = [...this.#connections.values()].filter(each => each.principal.id === principal.id);
    if (open.length >= SOCKETS_PER_CALLER) return false;
    this.#connections.set(socket, { principal, expiresAt, request, key, results: new Set() });
    return true;
  }

  /** `null`: nobody, or nobody any more. `unknown`: what would tell is out of reach, which says nothing about the caller. */
  async #caller(
    request: IncomingMessage,
    key: string | undefined,
  ): Promise<Pick<Authenticated, 'principal' | 'expiresAt'> | null | 'unknown'> {
    try {
      if (key !== undefined) return await this.authenticator.authenticateKey(key);
      return await this.authenticator.authenticate(request.headers);
    } catch (error) {
      return error instanceof DomainError && error.retry === 'never' ? null : 'unknown';
    }
  }

  #prepare(
    schema: GraphQLSchema,
    principal: Principal,
    payload: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    try {
      const document = parseWithinLimits(payload.query, this.#limits);
      const operation = getOperationAST(document, payload.operationName ?? undefined);
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
        return [new GraphQLError('only subscriptions are taken over WebSocket')];
      const errors = validate(schema, document, [...specifiedRules, limitRule(this.#limits)]);
      if (errors.length > 0) return errors;
      const contextValue: GraphqlContext = {
        principal,
        correlationId: 'none',
        loaders: createLoaders(this.records, this.requests),
      };
      return {
        schema,
        document,
        operationName: payload.operationName ?? null,
        variableValues: payload.variables ?? {},
        contextValue,
      };
    } catch (error) {
      return [error instanceof GraphQLError ? error : new GraphQLError('the operation cannot be read')];
    }
  }

  /** Closes sockets whose caller may not listen any more. */
  async #closeRevoked(): Promise<void> {
    for (const [socket, { request, key }] of this.#connections) {
      if ((await this.#caller(request, key)) === null) socket.close(CLOSE.forbidden, 'no longer allowed');
    }
  }

  /** Closes sockets whose key or session has ended, and those of readers that do not take what is sent to them. */
  #closeOverdue(): void {
    const now = this.clock.now();
    for (const [socket, { expiresAt, results }] of this.#connections) {
      if (expiresAt !== null && expiresAt <= now) socket.close(CLOSE.forbidden, 'no longer allowed');
      const slow = [...results].find(each => this.#isSlow(each));
      if (slow !== undefined) socket.close(CLOSE.slow, slowReason(slow, results.size === 1));
    }
  }

  #isSlow({ untakenSinceMs }: WatchedResults): boolean {
    return untakenSinceMs !== null && performance.now() - untakenSinceMs > this.config.feed.slowReaderMs;
  }
}

/** The cursor to go on from: whoever reads this close has read every frame before it. Of several subscriptions, each has its own. */
function slowReason({ cursor }: WatchedResults, isOnly: boolean): string {
  return isOnly && cursor !== null && Buffer.byteLength(cursor) <= REASON_BYTES_MAX
    ? cursor
    : 'slow reader: go on from the last cursor';
}

/** Browsers tell which page opens a socket; programs need not. */
function isOwnOrigin(request: IncomingMessage, { publicUrl, allowedOrigins }: HttpConfig): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || allowedOrigins.includes(origin)) return true;
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

/** What went wrong in a resolver, with a stable code; unknown errors hide their text. */
function explainError(error: GraphQLError): GraphQLError {
  const original = error.originalError;
  if (original === undefined || original === null) return error;
  const { message, extensions } = toGraphqlError(original, 'none');
  return new GraphQLError(message, { extensions: { ...extensions } });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}
