import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/index.js';
import { DocumentsController } from './documents.controller.js';

/** What the hub says about its own interfaces, for people and code generators. */
@Module({ imports: [RulesModule], controllers: [DocumentsController] })
export class DocumentsModule {}
