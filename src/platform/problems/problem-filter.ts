import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Logger, currentCorrelationId } from '../logging/index.js';
import { isUnexpected, toGraphqlError, toProblem } from './problem.js';

/** How long a sender gets to notice that its upload is refused: a connection closed at once would take the answer with it. */
const LINGER_MS = 5_000;

/** Answers every failed request, REST with problem+json and GraphQL with its errors, and logs what is our fault with its stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    // GraphQL resolvers have their own mapping; what they throw must reach it unchanged.
    if (host.getType<string>() !== 'http') throw error;
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<Request>(), http.getResponse<Response>());
  }

  /** Also used outside Nest's routes: for GraphQL and for errors of the body parsers. */
  answer(error: unknown, request: Request, response: Response): void {
    const correlationId = currentCorrelationId() ?? 'none';
    const fields = { method: request.method, path: request.path, error };
    const problem = toProblem(error, correlationId);
    // What comes and goes (a database that restarts) is told once by whoever watches it, not with a stack for each caller.
    const isPassing = problem.retry === 'later' && problem.status === 503;
    if (isUnexpected(error) && !isPassing) this.#logger.error('request failed', fields);
    else this.#logger.debug('request refused', fields);
    if (response.headersSent) {
      // A streamed answer cannot turn into a problem any more: breaking it off is the only honest signal.
      response.destroy();
      return;
    }
    if (!request.complete) endSoon(request);
    if (isPassing) response.setHeader('Retry-After', '1');
    response.status(problem.status);
    if (request.path === '/graphql') response.json({ errors: [toGraphqlError(error, correlationId)] });
    else response.type('application/problem+json').send(JSON.stringify(problem));
  }
}

/** What is still coming of a refused upload is passed over for a moment, and then not waited for. */
function endSoon(request: Request): void {
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(timer));
}
