import { Injectable } from '@nestjs/common';
import { GoldenRecordReadRepository, PairJudgements, type PairVerdict } from '../golden-records/index.js';
import type { GraphqlContribution } from '../platform/graphql/index.js';
import { RulesService } from '../rules/index.js';
import type { GraphqlContext } from './context.js';
import { actOf } from './golden-record-action.js';
import { Viewer } from './golden-record-view.js';
import { requireDomains } from './require-domains.js';
import { expecting } from './union-results.js';

const JUDGEMENTS_SDL = `
"What a person may say of two source records without having been asked."
enum PairVerdict {
  "One and the same thing: merge."
  same
  "Not the same thing; never asked again."
  different
  "Two things that belong together in some way."
  related
}
extend type Mutation {
  "Says of two source records of one domain what they are to each other, asked or not. Binds the machine until it is withdrawn."
  judgePair(leftId: ID!, rightId: ID!, verdict: PairVerdict!, relation: String, reason: String!): ChangeGoldenRecordsResult!
  "Takes back what was said of two source records, in answer to a task or unasked: the machine decides again."
  withdrawJudgement(leftId: ID!, rightId: ID!, reason: String!): ChangeGoldenRecordsResult!
}
`;

type Pair = readonly [string, string];

/** People's words on pairs that no task asks about. */
@Injectable()
export class JudgementsGraphql {
  constructor(
    private readonly judgements: PairJudgements,
    private readonly records: GoldenRecordReadRepository,
    private readonly rules: RulesService,
  ) {}

  contribution(): GraphqlContribution<GraphqlContext> {
    return {
      typeDefs: JUDGEMENTS_SDL,
      resolvers: { Mutation: this.#mutation() },
      policies: {
        'Mutation.judgePair': 'task.resolve',
        'Mutation.withdrawJudgement': 'task.resolve',
      },
    };
  }

  #mutation(): Record<string, unknown> {
    return {
      judgePair: (
        _: unknown,
        ask: {
          leftId: string;
          rightId: string;
          verdict: PairVerdict;
          relation?: string | null;
          reason: string;
        },
        context: GraphqlContext,
      ) =>
        this.#change([ask.leftId, ask.rightId], `judged ${ask.verdict}`, context, pair =>
          this.judgements.judge(
            pair,
            { verdict: ask.verdict, relation: ask.relation ?? null },
            actOf(context, ask.reason),
          ),
        ),
      withdrawJudgement: (
        _: unknown,
        ask: { leftId: string; rightId: string; reason: string },
        context: GraphqlContext,
      ) =>
        this.#change([ask.leftId, ask.rightId], 'judgement withdrawn', context, pair =>
          this.judgements.withdraw(pair, actOf(context, ask.reason)),
        ),
    };
  }

  /** @param change returns the golden records of the two afterwards */
  async #change(
    pair: Pair,
    summary: string,
    context: GraphqlContext,
    change: (pair: Pair) => Promise<readonly string[]>,
  ): Promise<unknown> {
    return expecting('GoldenRecordsChanged', async () => {
      const sources = await context.loaders.sources.loadMany([...pair]);
      const goldenIds = sources.flatMap(source =>
        source === null || source instanceof Error ? [] : [source.goldenId],
      );
      await requireDomains(goldenIds, 'task.resolve', context);
      const records = await this.records.byIds(await change(pair));
      const viewer = new Viewer(context.principal, domain => this.rules.active(domain).ruleSet.attributes);
      return {
        summary: [summary],
        goldenRecords: [...records.values()].map(record => viewer.goldenRecord(record)),
      };
    });
  }
}
