import { Module } from '@nestjs/common';
import { GoldenRecordsModule } from '../golden-records/index.js';
import { IngestionModule } from '../ingestion/index.js';
import { MatchingModule } from '../matching/index.js';
import { RulesModule } from '../rules/index.js';
import { SourcesModule } from '../sources/index.js';
import { StewardshipModule } from '../stewardship/index.js';
import { SyndicationModule } from '../syndication/index.js';
import { DeliveryGraphql } from './delivery.graphql.js';
import { FeedGraphql } from './feed.graphql.js';
import { GoldenRecordsGraphql } from './golden-records.graphql.js';
import { GraphqlHttp } from './graphql-http.js';
import { GraphqlWebSocket } from './graphql-websocket.js';
import { HubGraphql } from './hub.graphql.js';
import { HubSchema } from './hub-schema.js';
import { IngestionGraphql } from './ingestion.graphql.js';
import { JudgementsGraphql } from './judgements.graphql.js';
import { StewardshipGraphql } from './stewardship.graphql.js';
import { TaskFields } from './task-fields.js';

/** The GraphQL edge: contributions of all modules, one schema, HTTP and WebSocket. */
@Module({
  imports: [
    GoldenRecordsModule,
    IngestionModule,
    MatchingModule,
    RulesModule,
    SourcesModule,
    StewardshipModule,
    SyndicationModule,
  ],
  providers: [
    DeliveryGraphql,
    FeedGraphql,
    GoldenRecordsGraphql,
    GraphqlHttp,
    GraphqlWebSocket,
    HubGraphql,
    HubSchema,
    IngestionGraphql,
    JudgementsGraphql,
    StewardshipGraphql,
    TaskFields,
  ],
  exports: [HubSchema],
})
export class GraphqlModule {}
