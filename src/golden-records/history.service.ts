import { Injectable } from '@nestjs/common';
import { viewAsOf, type GoldenView } from '../core/merge/index.js';
import { DomainError } from '../core/model/index.js';
import { authorityTable } from '../core/survivorship/index.js';
import { Clock } from '../platform/clock/index.js';
import { RulesService } from '../rules/index.js';
import { SourcesService } from '../sources/index.js';
import { HistoryRepository } from './history.repository.js';

/** What a golden record was at a time, in business and in system time. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly history: HistoryRepository,
    private readonly rules: RulesService,
    private readonly sources: SourcesService,
    private readonly clock: Clock,
  ) {}

  /**
   * The record as it was true at `asOf`, as the hub knew it at `knownAt`: members, values and winners. Values are survived anew by
   * the present rules; `null` times mean now.
   *
   * @throws DomainError `GOLDEN_RECORD.NOT_FOUND`
   */
  async view(goldenId: string, asOf: Date | null, knownAt: Date | null): Promise<GoldenView> {
    const domain = await this.history.domainOf(goldenId);
    if (domain === null) throw new DomainError('GOLDEN_RECORD.NOT_FOUND', 'there is no such golden record');
    const { ruleSet } = this.rules.active(domain);
    const systems = this.sources
      .systems()
      .flatMap(system =>
        system.domains
          .filter(each => each.domain === domain)
          .map(each => ({ system: system.system, authority: each.authority })),
      );
    const now = this.clock.now();
    return viewAsOf(
      {
        goldenId,
        ruleSet,
        authority: authorityTable(ruleSet.attributes, systems),
        ...(await this.history.load(goldenId)),
      },
      (asOf ?? now).toISOString(),
      (knownAt ?? now).toISOString(),
    );
  }
}
