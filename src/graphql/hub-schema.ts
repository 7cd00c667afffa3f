import { Injectable } from '@nestjs/common';
import type { GraphQLSchema } from 'graphql';
import { ACTIONS, requireAllowed } from '../access/index.js';
import { assembleSchema, SCALARS } from '../platform/graphql/index.js';
import type { GraphqlContext } from './context.js';
import { DeliveryGraphql } from './delivery.graphql.js';
import { FeedGraphql } from './feed.graphql.js';
import { GoldenRecordsGraphql } from './golden-records.graphql.js';
import { HubGraphql } from './hub.graphql.js';
import { IngestionGraphql } from './ingestion.graphql.js';
import { JudgementsGraphql } from './judgements.graphql.js';
import { StewardshipGraphql } from './stewardship.graphql.js';

/** The whole schema: what every module contributes, each root field guarded by its action. */
@Injectable()
export class HubSchema {
  constructor(
    private readonly goldenRecords: GoldenRecordsGraphql,
    private readonly ingestion: IngestionGraphql,
    private readonly stewardship: StewardshipGraphql,
    private readonly judgements: JudgementsGraphql,
    private readonly feed: FeedGraphql,
    private readonly delivery: DeliveryGraphql,
    private readonly hub: HubGraphql,
  ) {}

  build(): GraphQLSchema {
    return assembleSchema<GraphqlContext>(
      [
        { typeDefs: '', resolvers: { ...SCALARS, ...this.goldenRecords.sharedTypes() }, policies: {} },
        this.goldenRecords.contribution(),
        this.ingestion.contribution(),
        this.stewardship.contribution(),
        this.judgements.contribution(),
        this.feed.contribution(),
        this.delivery.contribution(),
        this.hub.contribution(),
      ],
      authorize,
    );
  }
}

function authorize(context: GraphqlContext, name: string): void {
  const action = ACTIONS.find(each => each === name);
  if (action === undefined) throw new Error(`no action '${name}'`);
  requireAllowed(context.principal, action);
}
