import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/index.js';
import { AuditModule } from './audit/index.js';
import { BulkLoadModule } from './bulk-load/index.js';
import { DocumentsModule } from './documents/index.js';
import { GoldenRecordsModule } from './golden-records/index.js';
import { GraphqlModule } from './graphql/index.js';
import { IngestionModule } from './ingestion/index.js';
import { MatchingModule } from './matching/index.js';
import { OperationsModule } from './operations/index.js';
import { PlatformModule, type PlatformOptions } from './platform/platform.module.js';
import { RulesModule } from './rules/index.js';
import { SourcesModule } from './sources/index.js';
import { StewardshipModule } from './stewardship/index.js';
import { SyndicationModule } from './syndication/index.js';

/** The whole hub: what a process is made of, whichever role it has. In the order of the life of a record. */
@Module({})
export class AppModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(options),
        AuditModule,
        AccessModule,
        RulesModule,
        SourcesModule,
        IngestionModule,
        MatchingModule,
        GoldenRecordsModule,
        BulkLoadModule,
        StewardshipModule,
        SyndicationModule,
        GraphqlModule,
        OperationsModule,
        DocumentsModule,
      ],
    };
  }
}
