import { Injectable } from '@nestjs/common';
import { Telemetry } from '../platform/telemetry/index.js';
import type { WriteOutcome } from './write-source-records.service.js';

/** What operators see of ingestion. */
@Injectable()
export class IngestMetrics {
  readonly #records;
  readonly #seconds;

  constructor(telemetry: Telemetry) {
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
