import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import { DomainError } from '../core/model/index.js';
import { JudgementRepository, type Verdict } from '../matching/index.js';
import { Database, Transaction } from '../platform/database/index.js';
import { GoldenRecordMembersRepository } from './golden-record-members.repository.js';
import { GoldenRecordsService, type Act } from './golden-records.service.js';

/** What a person says of two source records without having been asked. */
export interface PairWord {
  readonly verdict: PairVerdict;
  /** For `related`: how. */
  readonly relation: string | null;
}

export type PairVerdict = Exclude<Verdict, 'unsure'>;

/**
 * A person's word on any two source records, without a task that asks for it. It binds the machine as the answer to a task does, and open
 * tasks that it answers become obsolete.
 */
@Injectable()
export class PairJudgements {
  constructor(
    private readonly database: Database,
    private readonly goldenRecords: GoldenRecordsService,
    private readonly members: GoldenRecordMembersRepository,
    private readonly judgements: JudgementRepository,
    private readonly audit: AuditRepository,
  ) {}

  /**
   * @returns the golden records that the two belong to now
   * @throws DomainError `MATCH.RECORD_NOT_FOUND`, `GOLDEN_RECORD.NOT_FOUND` for records of two domains, `GOLDEN_RECORD.REFUSED`
   */
  judge(pair: readonly [string, string], word: PairWord, act: Act): Promise<string[]> {
    return this.#act(pair, `judgement.${word.verdict}`, act, (tx, domain) =>
      this.goldenRecords.judge(tx, { ...act, ...word, domain, pairs: [pair], taskId: null }),
    );
  }

  /**
   * Takes back what was said of two records, in answer to a task or not: the machine decides again.
   *
   * @returns the golden records that the two belong to now
   * @throws DomainError `MATCH.RECORD_NOT_FOUND`, `JUDGEMENT.NOT_FOUND`
   */
  withdraw(pair: readonly [string, string], act: Act): Promise<string[]> {
    return this.#act(pair, 'judgement.withdraw', act, async (tx, domain) => {
      if ((await this.judgements.among(tx, pair)).length === 0)
        throw new DomainError('JUDGEMENT.NOT_FOUND', 'nobody has judged these two records');
      await this.goldenRecords.withdraw(tx, domain, { pair }, act);
    });
  }

  async #act(
    pair: readonly [string, string],
    action: string,
    { actor, reason, correlationId }: Act,
    change: (tx: Transaction, domain: string) => Promise<void>,
  ): Promise<string[]> {
    return this.database.transaction(async tx => {
      const goldenOf = await this.members.goldenOf(tx, pair);
      if (goldenOf.size !== 2)
        throw new DomainError('MATCH.RECORD_NOT_FOUND', 'there are no two such source records');
      const domain = await this.members.domainOf(tx, [...new Set(goldenOf.values())]);
      await this.goldenRecords.lock(tx, domain);
      await change(tx, domain);
      const details = { sourceRecordIds: pair };
      const subject = { kind: 'pair', id: pair.join(' ') };
      this.audit.append(tx, [{ actor, action, subject, reason, details, correlationId }]);
      return this.members.goldenIds(tx, pair);
    });
  }
}
