import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/index.js';
import { SourcesService } from './sources.service.js';

/** The source systems in force and the readers of their files. */
@Module({ imports: [RulesModule], providers: [SourcesService], exports: [SourcesService] })
export class SourcesModule {}
