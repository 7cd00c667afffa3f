import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import { DomainError } from '../core/model/index.js';
import { Ids } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { JobQueue } from '../platform/queue/index.js';
import { SourcesService } from '../sources/index.js';
import { BatchContentRepository, PART_BYTES } from './batch-content.repository.js';
import { BatchRepository } from './batch.repository.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import { BATCH_JOB } from './process-batch.service.js';

/** A file on its way in. */
export interface IncomingFile {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** A request to take a batch. */
export interface BatchSubmission {
  readonly system: string;
  readonly domain: string;
  readonly contentType: string | null;
  /** Matches and merges what is new as a set: for first loads. Default: each chunk as it comes. */
  readonly bulk?: boolean;
  readonly files: AsyncIterable<IncomingFile> | Iterable<IncomingFile>;
  readonly submittedBy: string;
  readonly correlationId: string;
  /** Repeating a request with the same key and content returns the first one's answer. */
  readonly idempotencyKey?: string;
}

/** The answer to a submission: which batch it became, and whether this was a repetition. */
export interface BatchReceipt {
  readonly batchId: string;
  readonly repeated: boolean;
}

/**
 * Takes files in as they stream: nothing is parsed here, memory does not grow with the file, and when the receipt is given every
 * byte is durable in the database.
 */
@Injectable()
export class BatchReceiver {
  constructor(
    private readonly database: Database,
    private readonly batches: BatchRepository,
    private readonly contents: BatchContentRepository,
    private readonly idempotency: IdempotencyRepository,
    private readonly sources: SourcesService,
    private readonly audit: AuditRepository,
    private readonly queue: JobQueue,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws DomainError `SOURCE.UNKNOWN_SYSTEM`, `SOURCE.UNKNOWN_DOMAIN`, `BATCH.EMPTY`, `BATCH.UPLOAD_INCOMPLETE`,
   * `IDEMPOTENCY.KEY_REUSED`
   */
  async receive(submission: BatchSubmission): Promise<BatchReceipt> {
    this.sources.domainSource(submission.system, submission.domain);
    const id = this.ids.newId();
    await this.batches.create({ ...submission, id, bulk: submission.bulk ?? false });
    try {
      const stored = await this.#store(id, submission.files);
      if (stored.bytes === 0)
        throw new DomainError('BATCH.EMPTY', 'the request holds no bytes; send at least one record');
      return await this.#accept(id, submission, stored);
    } catch (error) {
      await this.batches.forget(null, id);
      throw error instanceof DomainError ? error : uploadIncomplete(error);
    }
  }

  async #store(id: string, files: BatchSubmission['files']): Promise<{ bytes: number; hash: string }> {
    const whole = createHash('sha256');
    let bytes = 0;
    let position = 0;
    for await (const file of files) {
      await this.contents.addFile(id, position, file.name);
      const hash = createHash('sha256');
      whole.update(`${file.name}\0`);
      let fileBytes = 0;
      let part = 0;
      for await (const piece of inPieces(file.content, PART_BYTES)) {
        hash.update(piece);
        whole.update(piece);
        fileBytes += piece.length;
        await this.contents.addPart(id, position, part++, piece);
      }
      await this.contents.closeFile(id, position, fileBytes, hash.digest());
      bytes += fileBytes;
      position++;
    }
    return { bytes, hash: whole.digest('hex') };
  }

  async #accept(
    id: string,
    submission: BatchSubmission,
    stored: { bytes: number; hash: string },
  ): Promise<BatchReceipt> {
    const receipt = await this.database.transaction(async tx => {
      if (submission.idempotencyKey !== undefined) {
        const verdict = await this.idempotency.claim(
          tx,
          {
            clientId: submission.submittedBy,
            key: submission.idempotencyKey,
            operation: `ingest ${submission.system}/${submission.domain}`,
            requestHash: stored.hash,
          },
          { batchId: id },
          202,
        );
        if (verdict.verdict === 'other-request') {
          throw new DomainError(
            'IDEMPOTENCY.KEY_REUSED',
            'this Idempotency-Key was used for another request; send a new key with new content',
          );
        }
        if (verdict.verdict === 'repeated') {
          await this.batches.forget(tx, id);
          return { batchId: batchIdOf(verdict.response), repeated: true };
        }
      }
      await this.batches.enqueue(tx, id, stored.bytes);
      this.audit.append(tx, [
        {
          actor: submission.submittedBy,
          action: 'batch.submit',
          subject: { kind: 'batch', id },
          details: { system: submission.system, domain: submission.domain, bytes: stored.bytes },
          correlationId: submission.correlationId,
        },
      ]);
      return { batchId: id, repeated: false };
    });
    await this.queue.hint(BATCH_JOB, receipt.batchId);
    return receipt;
  }
}

function batchIdOf(response: unknown): string {
  if (
    typeof response === 'object' &&
    response !== null &&
    'batchId' in response &&
    typeof response.batchId === 'string'
  ) {
    return response.batchId;
  }
  throw new Error('a stored receipt has no batch id');
}

function uploadIncomplete(cause: unknown): DomainError {
  return new DomainError('BATCH.UPLOAD_INCOMPLETE', 'the upload broke off; nothing was kept, send it again', {
    retry: 'later',
    cause,
  });
}

/** Cuts a stream into pieces of `size` bytes; only the last one may be shorter. */
async function* inPieces(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of content) {
    let rest = chunk;
    while (length + rest.length >= size) {
      const take = size - length;
      held.push(rest.subarray(0, take));
      yield Buffer.concat(held);
      held = [];
      length = 0;
      rest = rest.subarray(take);
    }
    if (rest.length > 0) {
      // The chunk's memory may be reused by the stream once we ask for the next one.
      held.push(Buffer.from(rest));
      length += rest.length;
    }
  }
  if (length > 0) yield Buffer.concat(held);
}
