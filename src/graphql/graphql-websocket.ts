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
import { Authenticator, type Principal } from '../access/index.js';
import { ChangeRequestRepository, GoldenRecordReadRepository } from '../golden-records/index.js';
import { AppConfig } from '../platform/config/index.js';
import { toGraphqlError } from '../platform/errors/index.js';
import { GRAPHQL_LIMITS, limitRule, parseWithinLimits } from '../platform/graphql/index.js';
import type { GraphqlContext } from './context.js';
import { HubSchema } from './hub-schema.js';
import { createLoaders } from './loaders.js';

/** An operation's text is 30 kB at most, so a larger frame is no operation. */
const FRAME_BYTES_MAX = 65_536;
const INIT_WAIT_MS = 3_000;
const SOCKETS_PER_CALLER = 20;
/** How long a revoked key or an ended session may still listen. */
const RECHECK_MS = 30_000;
/** What a reader may leave unread before it is cut off with its cursor; it resumes without loss. */
const BUFFERED_MAX = 1_048_576;

interface Connection {
  readonly principal: Principal;
  readonly request: IncomingMessage;
  readonly key: string | undefined;
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
  #recheck: NodeJS.Timeout | undefined;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly hubSchema: HubSchema,
    private readonly authenticator: Authenticator,
    private readonly records: GoldenRecordReadRepository,
    private readonly requests: ChangeRequestRepository,
    private readonly config: AppConfig,
  ) {}

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
        onDisconnect: context => void this.#connections.delete(context.extra.socket),
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
    this.#recheck = setInterval(() => void this.#closeRevoked(), RECHECK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#recheck);
    for (const socket of this.#connections.keys()) socket.close(1001, 'the hub is stopping');
    await this.#dispose?.();
    this.#server?.close();
  }

  #upgrade(server: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = (request.url ?? '').split('?')[0];
    if (path !== '/graphql') refuse(socket, '404 Not Found');
    else if (!isOwnOrigin(request, this.config.http.publicUrl)) refuse(socket, '403 Forbidden');
    else server.handleUpgrade(request, socket, head, ready => server.emit('connection', ready, request));
  }

  async #admit(
    socket: WebSocket,
    request: IncomingMessage,
    parameters: Readonly<Record<string, unknown>> | undefined,
  ): Promise<boolean> {
    const sent = parameters?.['apiKey'];
    const key = typeof sent === 'string' ? sent : undefined;
    const principal = await this.#principal(request, key);
    if (principal === null) return false;
    const open = [...this.#connections.values()].filter(each => each.principal.id === principal.id);
    if (open.length >= SOCKETS_PER_CALLER) return false;
    this.#connections.set(socket, { principal, request, key });
    return true;
  }

  async #principal(request: IncomingMessage, key: string | undefined): Promise<Principal | null> {
    try {
      if (key !== undefined) return await this.authenticator.authenticateKey(key);
      return (await this.authenticator.authenticate(request.headers))?.principal ?? null;
    } catch {
      return null;
    }
  }

  #prepare(
    schema: GraphQLSchema,
    principal: Principal,
    payload: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    try {
      const document = parseWithinLimits(payload.query, GRAPHQL_LIMITS);
      const operation = getOperationAST(document, payload.operationName ?? undefined);
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
        return [new GraphQLError('only subscriptions are taken over WebSocket')];
      const errors = validate(schema, document, [...specifiedRules, limitRule(GRAPHQL_LIMITS)]);
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

  /** Closes sockets whose caller may not listen any more, and those that do not read what is sent to them. */
  async #closeRevoked(): Promise<void> {
    for (const [socket, connection] of this.#connections) {
      if (socket.bufferedAmount > BUFFERED_MAX)
        socket.close(4290, 'slow consumer: resume from the last cursor');
      else if ((await this.#principal(connection.request, connection.key)) === null)
        socket.close(4403, 'no longer allowed');
    }
  }
}

/** Browsers tell which page opens a socket; programs need not. */
function isOwnOrigin(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
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
