import { Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { AuditRepository } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { AppConfig } from '../platform/config/index.js';
import { Database, NotificationListener } from '../platform/database/index.js';
import { Logger } from '../platform/logging/index.js';
import { RuleSetVersionRepository } from './rule-set-version.repository.js';
import { RulesService } from './rules.service.js';

/** The rules in force. They are loaded before anything that injects `RulesService` is made. */
@Module({
  providers: [
    RuleSetVersionRepository,
    {
      provide: RulesService,
      useFactory: openRules,
      inject: [
        AppConfig,
        Database,
        RuleSetVersionRepository,
        AuditRepository,
        Clock,
        Logger,
        NotificationListener,
      ],
    },
  ],
  exports: [RulesService],
})
export class RulesModule implements OnModuleDestroy {
  readonly #rules: RulesService;

  constructor(@Inject(RulesService) rules: RulesService) {
    this.#rules = rules;
  }

  onModuleDestroy(): void {
    this.#rules.stop();
  }
}

async function openRules(
  config: AppConfig,
  database: Database,
  versions: RuleSetVersionRepository,
  audit: AuditRepository,
  clock: Clock,
  logger: Logger,
  listener: NotificationListener,
): Promise<RulesService> {
  const rules = new RulesService(config.rules.path, database, versions, audit, clock);
  await rules.start(listener, logger.with({ module: 'rules' }));
  return rules;
}
