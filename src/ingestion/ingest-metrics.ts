import { Injectable } from '@nestjs/common';
import { Telemetry } from '../platform/telemetry/index.js';
import { IngestBacklogRepository } from './ingest-backlog.repository.js';
import type { WriteOutcome } from './write-source-records.service.js';

/** What operators see of ingestion. */
@Injectable()
export class IngestMetrics {
  readonly #records;
  readonly #seconds;

  constructor(telemetry: Telemetry, backlog: IngestBacklogRepository) {
    this.#records = telemetry.counter({
      name: 'touchstone_ingest_records_total',
      help: 'Records taken in, by what became of them.',
      labels: ['domain', 'outcome'],
    });
    this.#seconds = telemetry.histogram({
      name: 'touchstone_ingest_chunk_seconds',
      help: 'Time from mapped rows to the commit of a chunk.',
      labels: ['domain'],
    });
    telemetry.gauge<'state'>({
      name: 'touchstone_batches',
      help: 'Batches that are not through yet, by state (receiving, queued, processing)',
      labels: ['state'],
      collect: async gauge => {
        const { batches } = await backlog.read();
        gauge.reset();
        for (const state of ['receiving', 'queued', 'processing', 'resolving']) gauge.set({ state }, 0);
        for (const { state, count } of batches) gauge.set({ state }, count);
      },
    });
    telemetry.gauge({
      name: 'touchstone_batch_oldest_waiting_seconds',
      help: 'Age of the oldest batch that nobody has begun',
      collect: async gauge => gauge.set((await backlog.read()).oldestWaitingSeconds),
    });
    telemetry.gauge<'domain'>({
      name: 'touchstone_quarantine_open',
      help: 'Rows in quarantine that nobody has settled',
      labels: ['domain'],
      collect: async gauge => {
        const { quarantined } = await backlog.read();
        gauge.reset();
        for (const { domain, count } of quarantined) gauge.set({ domain }, count);
      },
    });
  }

  /** Starts timing a chunk; call what it returns with the outcomes once the chunk is committed. */
  startChunk(domain: string): (outcomes: readonly WriteOutcome[]) => void {
    const stop = this.#seconds.startTimer({ domain });
    return outcomes => {
      stop();
      for (const { outcome } of outcomes) this.#records.inc({ domain, outcome });
    };
  }
}
