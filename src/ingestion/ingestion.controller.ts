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
import { AppConfig } from '../platform/config/index.js';
import { currentCorrelationId } from '../platform/logging/index.js';
import { BatchRepository } from './batch.repository.js';
import type { Batch } from './batch.js';
import { QuarantineRepository, type BatchCause } from './quarantine.repository.js';
import { readUpload } from './read-upload.js';
import { BatchReceiver, type BatchReceipt } from './receive-batch.service.js';

/** IETF draft: at most 255 characters. */
const IDEMPOTENCY_KEY_MAX = 255;

/** More kinds of causes than a batch ever has; a broken export has one or two. */
const CAUSES_SHOWN = 50;

/** A batch with what became of the rows that were not accepted. */
interface BatchView extends Batch {
  /** Why rows wait in quarantine, once the batch has ended. */
  readonly quarantine: readonly BatchCause[];
}

/** The way in for files and streams of records. */
@Controller('v1')
export class IngestionController {
  constructor(
    private readonly receiver: BatchReceiver,
    private readonly batches: BatchRepository,
    private readonly quarantine: QuarantineRepository,
    private readonly config: AppConfig,
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
    @Query('bulk') bulk: string | undefined,
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
      files: readUpload(request, name, this.config.limits),
      bulk: readFlag('bulk', bulk),
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
  ): Promise<BatchView> {
    const batch = await this.batches.find(id);
    if (batch === null) throw new DomainError('BATCH.NOT_FOUND', 'there is no such batch');
    requireAllowed(principal, 'batch.read', { domain: batch.domain, system: batch.system });
    const hasCauses = batch.counts.quarantined > 0 && batch.finishedAt !== null;
    return {
      ...batch,
      quarantine: hasCauses ? await this.quarantine.causesOf(batch.id, CAUSES_SHOWN) : [],
    };
  }
}

function readFlag(name: string, value: string | undefined): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true' || value === '') return true;
  throw new DomainError('REQUEST.INVALID', `${name} is true or false, not '${value}'`);
}
