import {
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentPrincipal, RequireAction, requireAllowed, type Principal } from '../access/index.js';
import { DomainError } from '../core/model/index.js';
import { currentCorrelationId } from '../platform/logging/index.js';
import { BatchRepository } from './batch.repository.js';
import type { Batch } from './batch.js';
import { readUpload } from './read-upload.js';
import { BatchReceiver, type BatchReceipt } from './receive-batch.service.js';

/** IETF draft: at most 255 characters. */
const IDEMPOTENCY_KEY_MAX = 255;

/** The way in for files and streams of records. */
@Controller('v1')
export class IngestionController {
  constructor(
    private readonly receiver: BatchReceiver,
    private readonly batches: BatchRepository,
  ) {}

  /** Takes a batch in the source's own format; when it answers, everything is durable. Processing is watched at `Location`. */
  @Post('sources/:system/:domain/records')
  @HttpCode(202)
  @RequireAction('batch.submit')
  async submit(
    @Param('system') system: string,
    @Param('domain') domain: string,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Query('name') name: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Pick<BatchReceipt, 'batchId'>> {
    if (
      idempotencyKey !== undefined &&
      (idempotencyKey === '' || idempotencyKey.length > IDEMPOTENCY_KEY_MAX)
    ) {
      throw new DomainError(
        'REQUEST.INVALID',
        `an Idempotency-Key has 1 to ${IDEMPOTENCY_KEY_MAX} characters`,
      );
    }
    const receipt = await this.receiver.receive({
      system,
      domain,
      contentType: request.headers['content-type'] ?? null,
      files: readUpload(request, name),
      submittedBy: principal.id,
      correlationId: currentCorrelationId() ?? 'none',
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
    response.setHeader('Location', `/v1/batches/${receipt.batchId}`);
    if (receipt.repeated) response.setHeader('Idempotency-Replayed', 'true');
    return { batchId: receipt.batchId };
  }

  @Get('batches/:id')
  @RequireAction('batch.read')
  async batch(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Batch> {
    const batch = await this.batches.find(id);
    if (batch === null) throw new DomainError('BATCH.NOT_FOUND', 'there is no such batch');
    requireAllowed(principal, 'batch.read', { domain: batch.domain, system: batch.system });
    return batch;
  }
}
