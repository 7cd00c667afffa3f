import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError, type Retry } from '../../core/model/index.js';
import { anchorOf, httpStatusOf } from '../errors/index.js';

/** An error as REST callers see it: problem+json (RFC 9457) with a stable code. */
export interface Problem {
  /** Identifies the kind of problem; the page of all codes with an anchor. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Quote it to find everything that the hub logged about this request. */
  readonly correlationId: string;
  readonly retry: Retry;
  readonly details: Readonly<Record<string, unknown>>;
}

/** An error as GraphQL callers see it, to be thrown as a GraphQLError by the edge. */
export interface GraphqlProblem {
  readonly message: string;
  readonly extensions: {
    readonly code: string;
    readonly correlationId: string;
    readonly retry: Retry;
    readonly details: Readonly<Record<string, unknown>>;
  };
}

interface Explanation {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly retry: Retry;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Turns any error into what a REST caller may see. The text of an unexpected one stays in the log. */
export function toProblem(error: unknown, correlationId: string): Problem {
  const { code, status, message, retry, details } = explain(error);
  return {
    type: `/docs/error-codes#${anchorOf(code)}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: message,
    correlationId,
    retry,
    details,
  };
}

/** Turns any error into what a GraphQL caller may see. The text of an unexpected one stays in the log. */
export function toGraphqlError(error: unknown, correlationId: string): GraphqlProblem {
  const { code, message, retry, details } = explain(error);
  return { message, extensions: { code, correlationId, retry, details } };
}

/** Whether an error is nobody's mistake but ours, to be logged with its stack. */
export function isUnexpected(error: unknown): boolean {
  return explain(error).status >= 500;
}

function explain(error: unknown): Explanation {
  if (error instanceof DomainError) {
    const { code, message, retry, details } = error;
    return { code, status: httpStatusOf(code), message, retry, details };
  }
  const status = statusOfRequestError(error);
  if (status !== undefined && error instanceof Error) {
    const code = REQUEST_CODES[status] ?? 'REQUEST.INVALID';
    return { code, status, message: error.message, retry: 'never', details: {} };
  }
  return {
    code: 'INTERNAL',
    status: 500,
    message: 'Something went wrong inside the hub. Quote the correlation id when you report it.',
    retry: 'later',
    details: {},
  };
}

const REQUEST_CODES: Readonly<Record<number, string>> = {
  401: 'ACCESS.SIGN_IN_REQUIRED',
  403: 'ACCESS.DENIED',
  404: 'REQUEST.NOT_FOUND',
  405: 'REQUEST.METHOD_NOT_ALLOWED',
  413: 'REQUEST.TOO_LARGE',
  415: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  429: 'REQUEST.RATE_LIMITED',
};

/** Nest's own exceptions, and those of Express's body parsers (`expose`): both are about the request. */
function statusOfRequestError(error: unknown): number | undefined {
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : error instanceof Error && 'expose' in error && error.expose === true && 'status' in error
        ? Number(error.status)
        : undefined;
  return status !== undefined && status >= 400 && status < 500 ? status : undefined;
}
