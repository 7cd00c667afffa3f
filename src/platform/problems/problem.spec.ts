import { NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../core/model/index.js';
import { toGraphqlError, toProblem } from './problem.js';

describe('what a caller sees of an error', () => {
  it('carries its stable code, the correlation id and whether to try again', () => {
    const error = new DomainError('GOLDEN_RECORD.STALE_VERSION', 'version 7 is no longer the newest', {
      retry: 'after-refresh',
      details: { newest: 8 },
    });
    expect(toProblem(error, 'c-1')).toEqual({
      type: '/docs/error-codes#golden-record-stale-version',
      title: 'Conflict',
      status: 409,
      code: 'GOLDEN_RECORD.STALE_VERSION',
      detail: 'version 7 is no longer the newest',
      correlationId: 'c-1',
      retry: 'after-refresh',
      details: { newest: 8 },
    });
    expect(toGraphqlError(error, 'c-1').extensions.code).toBe('GOLDEN_RECORD.STALE_VERSION');
  });

  it('hides the text of an error that nobody foresaw', () => {
    const error = new Error('password of postgres://hub:hunter2@db');
    for (const shown of [toProblem(error, 'c-2'), toGraphqlError(error, 'c-2')]) {
      expect(JSON.stringify(shown)).not.toContain('hunter2');
      expect(JSON.stringify(shown)).toContain('INTERNAL');
    }
  });

  it('keeps the status of errors about the request itself', () => {
    expect(toProblem(new NotFoundException('Cannot GET /nowhere'), 'c')).toMatchObject({
      status: 404,
      code: 'REQUEST.NOT_FOUND',
    });
    const tooLarge = Object.assign(new Error('request entity too large'), { expose: true, status: 413 });
    expect(toProblem(tooLarge, 'c')).toMatchObject({ status: 413, code: 'REQUEST.TOO_LARGE' });
  });

  it.each([
    ['GOLDEN_RECORD.NOT_FOUND', 404],
    ['INGEST.UNKNOWN_SYSTEM', 404],
    ['ACCESS.SIGN_IN_REQUIRED', 401],
    ['ACCESS.DENIED', 403],
    ['CHANGE_REQUEST.OWN_PROPOSAL', 403],
    ['INGEST.KEY_IN_USE', 409],
    ['FEED.CURSOR_EXPIRED', 410],
    ['INGEST.FILE_TOO_LARGE', 413],
    ['INGEST.UNSUPPORTED_FORMAT', 415],
    ['DATABASE.UNAVAILABLE', 503],
    ['RULES.VIOLATED', 422],
  ])('%s answers with status %i', (code, status) => {
    expect(toProblem(new DomainError(code, 'text'), 'c').status).toBe(status);
  });
});
