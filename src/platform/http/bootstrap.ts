import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NotFoundException, ValidationPipe, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import {
  json,
  static as serveStatic,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import type { ValidationError } from 'class-validator';
import { DomainError } from '../../core/model/index.js';
import { AppConfig } from '../config/index.js';
import { DatabaseWatch } from '../database/index.js';
import { StartupError } from '../errors/index.js';
import { ProblemFilter } from '../problems/index.js';
import {
  acceptCorrelationId,
  currentCorrelationId,
  Logger,
  NestLogger,
  withCorrelation,
} from '../logging/index.js';

/** Built by Vite; the same distance from here in the sources and in the build (dist/src/platform/http). */
const WEB_FOLDERS = ['../../../web/dist/', '../../../../web/dist/'];

/** Requests whose body is read as a stream by their own controller, at its own pace and limits. */
const STREAMED_UPLOADS = /^\/v1\/sources\/[^/]+\/[^/]+\/records\/?$/;

/** A JSON body has a megabyte at most: whoever needs longer for it only holds the connection. */
const JSON_BODY_WITHIN_MS = 30_000;

/** What cannot be answered without the database. */
const DATABASE_PATHS = /^\/(v1|auth|graphql)(\/|$)/;

/** What a worker answers. */
const OPERATIONS_PATHS = /^\/(health|metrics)(\/|$)/;

/** Paths that belong to the API: an unknown one is an error, not a page of the UI. */
const API_PATHS = /^\/(v1|auth|graphql|health|metrics|openapi\.json|asyncapi\.json|docs)(\/|$)/;

/**
 * Makes the HTTP application: correlation ids, security headers, bounded bodies, problem+json errors and the steward
 * UI. It does not listen yet; with the surface `all` it watches the database from now on.
 *
 * @param surface `operations`: only health and metrics answer, as in a worker process
 */
export async function createApp(
  module: Type<unknown> | DynamicModule,
  logger: Logger,
  { surface = 'all' }: { surface?: 'all' | 'operations' } = {},
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module, {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
    forceCloseConnections: true,
  });
  const config = app.get(AppConfig);
  app.set('trust proxy', config.http.trustedProxies);
  app.disable('x-powered-by');
  // Node would cut every request off after five minutes; uploads of gigabytes have a limit on silence instead.
  app.getHttpServer().requestTimeout = 0;
  app.use(correlate);
  app.use(helmet(securityHeaders(config)));
  app.useGlobalFilters(app.get(ProblemFilter));
  app.useGlobalPipes(
    new ValidationPipe({ transform: true, whitelist: true, exceptionFactory: invalidRequest }),
  );
  if (surface === 'operations') {
    app.use(onlyOperations);
    return app;
  }
  const watch = app.get(DatabaseWatch);
  watch.start();
  app.use(refuseWhileAway(watch));
  app.use(compression());
  app.use(parseJsonBody(config));
  serveWeb(app);
  return app;
}

/**
 * Starts to listen and says where.
 *
 * @returns the address for people, for instance `http://localhost:4600`
 * @throws StartupError when the port is taken or not allowed
 */
export async function listen(app: NestExpressApplication, host: string, port: number): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw explainListenError(error, host, port);
  }
  const address: unknown = app.getHttpServer().address();
  const bound =
    typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : port;
  const name = host === '0.0.0.0' || host === '127.0.0.1' || host === '::' ? 'localhost' : host;
  return `http://${name}:${bound}`;
}

/** Names what is wrong, never the values. */
function invalidRequest(errors: readonly ValidationError[]): DomainError {
  const faults = errors.flatMap(error => Object.values(error.constraints ?? {}));
  return new DomainError('REQUEST.INVALID', `the request is not valid: ${faults.join('; ')}`, {
    details: { faults },
  });
}

function correlate(request: Request, response: Response, next: NextFunction): void {
  withCorrelation(acceptCorrelationId(request.headers['x-correlation-id']), () => {
    response.setHeader('X-Correlation-Id', currentCorrelationId() ?? '');
    next();
  });
}

function onlyOperations(request: Request, _response: Response, next: NextFunction): void {
  if (OPERATIONS_PATHS.test(request.path)) next();
  else next(new NotFoundException(`a worker answers /health and /metrics only`));
}

/** A prompt refusal instead of a request that hangs until the database answers or the caller gives up. */
function refuseWhileAway(watch: DatabaseWatch): RequestHandler {
  return (request, _response, next) => {
    if (watch.isAway && DATABASE_PATHS.test(request.path)) {
      next(new DomainError('DATABASE.UNAVAILABLE', 'the database does not answer', { retry: 'later' }));
    } else next();
  };
}

function securityHeaders(config: AppConfig): Parameters<typeof helmet>[0] {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // React and React Aria set style attributes and one style element at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Without TLS in front the header would lock browsers out of http://localhost.
    strictTransportSecurity: config.http.publicUrl?.startsWith('https://') === true,
  };
}

function parseJsonBody(config: AppConfig): RequestHandler {
  const parse = json({
    limit: config.limits.jsonBodyMaxBytes,
    type: ['application/json', 'application/*+json'],
  });
  return (request, response, next) => {
    if (STREAMED_UPLOADS.test(request.path)) return next();
    const timer = setTimeout(() => request.destroy(), JSON_BODY_WITHIN_MS);
    return parse(request, response, error => {
      clearTimeout(timer);
      next(error);
    });
  };
}

/** The UI: files with a hash in their name for ever, and for every other page the one HTML file, never cached. */
function serveWeb(app: NestExpressApplication): void {
  const folder = WEB_FOLDERS.map(path => fileURLToPath(new URL(path, import.meta.url))).find(existsSync);
  if (folder === undefined) return;
  app.use('/assets', serveStatic(`${folder}assets`, { immutable: true, maxAge: '1y', fallthrough: false }));
  app.use(serveStatic(folder, { index: false }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage =
      request.method === 'GET' && !API_PATHS.test(request.path) && request.accepts('html') === 'html';
    if (isPage) response.setHeader('Cache-Control', 'no-cache').sendFile('index.html', { root: folder });
    else next();
  });
}

function explainListenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new StartupError(`Port ${port} is taken by another program; stop it or set PORT to another one.`, {
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new StartupError(`This user may not listen on port ${port}; set PORT to one above 1023.`, {
      cause: error,
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartupError(`${host} is not an address of this machine; change HOST.`, { cause: error });
  }
  return error;
}
