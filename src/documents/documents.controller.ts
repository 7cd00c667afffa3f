import { Controller, Get, Header } from '@nestjs/common';
import { Open } from '../access/index.js';
import { AppConfig } from '../platform/config/index.js';
import { describeErrorCodes } from '../platform/errors/index.js';
import { RulesService } from '../rules/index.js';
import { describeEvents } from './describe-events.js';
import { describeRest } from './describe-rest.js';

/**
 * The machine-readable descriptions of the hub's interfaces. Open to all: they tell which attributes a domain has, as the schema of
 * GraphQL does, and no value of any record.
 */
@Open()
@Controller()
export class DocumentsController {
  constructor(
    private readonly rules: RulesService,
    private readonly config: AppConfig,
  ) {}

  /** Every REST operation, OpenAPI 3.1. */
  @Get('openapi.json')
  openapi(): object {
    return describeRest(this.config.http.publicUrl);
  }

  /** The feed over GraphQL subscriptions and webhooks, AsyncAPI 3, with the records of each domain as the rules in force have them. */
  @Get('asyncapi.json')
  asyncapi(): object {
    const domains = this.rules.domains().map(domain => {
      const { version, ruleSet } = this.rules.active(domain);
      return { version, attributes: ruleSet.attributes };
    });
    return describeEvents(domains, this.config.http.publicUrl);
  }

  /** Where the `type` of a problem leads to: all codes, with what helps. */
  @Get('docs/error-codes')
  @Header('Content-Type', 'text/markdown; charset=utf-8')
  errorCodes(): string {
    return describeErrorCodes();
  }
}
