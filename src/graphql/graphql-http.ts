import { ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Express, Request, Response } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Authenticator } from '../access/index.js';
import { DomainError } from '../core/model/index.js';
import { ChangeRequestRepository, GoldenRecordReadRepository } from '../golden-records/index.js';
import { AppConfig } from '../platform/config/index.js';
import { ProblemFilter, toGraphqlError } from '../platform/problems/index.js';
import { graphqlLimits, limitRule, OPERATION_CHARS_MAX } from '../platform/graphql/index.js';
import { currentCorrelationId, Logger } from '../platform/logging/index.js';
import type { GraphqlContext } from './context.js';
import { HubSchema } from './hub-schema.js';
import { createLoaders } from './loaders.js';

/**
 * GraphQL over HTTP: Apollo Server behind our own authentication. It is mounted by hand rather than through @nestjs/graphql, because
 * the schema is made from the rules at start and the WebSocket path must share the limits.
 */
@Injectable()
export class GraphqlHttp implements OnModuleInit, OnApplicationShutdown {
  #server: ApolloServer<GraphqlContext> | undefined;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly schema: HubSchema,
    private readonly authenticator: Authenticator,
    private readonly records: GoldenRecordReadRepository,
    private readonly requests: ChangeRequestRepository,
    private readonly config: AppConfig,
    private readonly logger: Logger,
    private readonly problems: ProblemFilter,
  ) {}

  async onModuleInit(): Promise<void> {
    const express: Express | undefined = this.adapter.httpAdapter?.getInstance<Express>();
    // A process without HTTP (a test, a command) has nothing to mount on.
    if (typeof express?.post !== 'function') return;
    const limits = graphqlLimits(this.config.limits.graphqlDepthMax);
    const server = new ApolloServer<GraphqlContext>({
      schema: this.schema.build(),
      // Introspection needs a signed-in caller like everything else; see `#answer`.
      introspection: true,
      csrfPrevention: true,
      allowBatchedHttpRequests: false,
      hideSchemaDetailsFromClientErrors: true,
      validationRules: [limitRule(limits)],
      parseOptions: { maxTokens: limits.tokens },
      includeStacktraceInErrorResponses: false,
      formatError: (formatted, error) => this.#formatError(formatted, error),
      stopOnTerminationSignals: false,
      logger: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: () => undefined,
      },
    });
    await server.start();
    this.#server = server;
    express.post('/graphql', (request, response) => {
      this.#answer(server, request, response).catch((error: unknown) =>
        this.problems.answer(error, request, response),
      );
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#server?.stop();
  }

  async #answer(server: ApolloServer<GraphqlContext>, request: Request, response: Response): Promise<void> {
    const caller = await this.authenticator.authenticate(request.headers);
    if (caller === null) throw new DomainError('ACCESS.SIGN_IN_REQUIRED', 'sign in, or send an API key');
    this.authenticator.requireOwnPage(caller, request.headers);
    requireShort(request.body);
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: httpRequestOf(request),
      context: async () => ({
        principal: caller.principal,
        correlationId: currentCorrelationId() ?? 'none',
        loaders: createLoaders(this.records, this.requests),
      }),
    });
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.status(answer.status ?? 200);
    if (answer.body.kind === 'complete') response.send(answer.body.string);
    else {
      for await (const chunk of answer.body.asyncIterator) response.write(chunk);
      response.end();
    }
  }

  #formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
    const original = error instanceof GraphQLError ? (error.originalError ?? null) : error;
    // Parse and validation errors have no original: they say what is wrong with the operation, and nothing else.
    if (original === null || original instanceof GraphQLError) return formatted;
    if (!(original instanceof DomainError))
      this.logger.error('a GraphQL operation failed', { error: original });
    return { ...formatted, ...toGraphqlError(original, currentCorrelationId() ?? 'none') };
  }
}

/** @throws DomainError `GRAPHQL.OPERATION_TOO_LARGE` before anything is parsed */
function requireShort(body: unknown): void {
  const query: unknown = typeof body === 'object' && body !== null && 'query' in body ? body.query : '';
  if (typeof query !== 'string' || query.length <= OPERATION_CHARS_MAX) return;
  throw new DomainError(
    'GRAPHQL.OPERATION_TOO_LARGE',
    `the operation is longer than ${OPERATION_CHARS_MAX} characters; send values as variables, or several operations`,
  );
}

function httpRequestOf(request: Request): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  return { method: request.method, headers, search, body: request.body };
}
