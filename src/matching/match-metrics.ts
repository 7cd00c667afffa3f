import { Injectable } from '@nestjs/common';
import { Telemetry } from '../platform/telemetry/index.js';
import type { DecidedPair } from '../core/matching/index.js';

/** What operators see of matching. */
@Injectable()
export class MatchMetrics {
  readonly #pairs;
  readonly #crowded;

  constructor(telemetry: Telemetry) {
    this.#pairs = telemetry.counter({
      name: 'touchstone_match_pairs_total',
      help: 'Candidate pairs by what was decided.',
      labels: ['domain', 'decision'],
    });
    this.#crowded = telemetry.counter({
      name: 'touchstone_match_crowded_keys_total',
      help: 'Block keys found too common to compare by.',
      labels: ['domain'],
    });
  }

  observe(domain: string, compared: number, decided: readonly DecidedPair[]): void {
    const same = decided.filter(pair => pair.decision === 'same').length;
    this.#pairs.inc({ domain, decision: 'same' }, same);
    this.#pairs.inc({ domain, decision: 'review' }, decided.length - same);
    this.#pairs.inc({ domain, decision: 'different' }, compared - decided.length);
  }

  crowded(domain: string, keys: number): void {
    this.#crowded.inc({ domain }, keys);
  }
}
