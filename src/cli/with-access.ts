import { Global, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule, AccessService } from '../access/index.js';
import { Clock, Ids } from '../platform/clock/index.js';
import { AppConfig } from '../platform/config/index.js';
import { Database } from '../platform/database/index.js';
import { withDatabase, type CliGround } from './with-database.js';

/** The parts that accounts and keys need, without starting a second hub beside the running one. */
@Global()
@Module({})
class CliPlatform {
  static on({ database, config }: CliGround): DynamicModule {
    return {
      module: CliPlatform,
      imports: [AccessModule],
      providers: [
        { provide: Database, useValue: database },
        { provide: AppConfig, useValue: config },
        Clock,
        Ids,
      ],
      exports: [Database, AppConfig, Clock, Ids],
    };
  }
}

/**
 * Works on accounts and keys directly in the database.
 *
 * @throws StartupError when there is none
 */
export async function withAccess(
  work: (access: AccessService, correlationId: string, ground: CliGround) => Promise<void>,
): Promise<void> {
  await withDatabase(async ground => {
    const app = await NestFactory.createApplicationContext(CliPlatform.on(ground), {
      logger: false,
      abortOnError: false,
    });
    try {
      await work(app.get(AccessService, { strict: false }), ground.correlationId, ground);
    } finally {
      await app.close();
    }
  });
}
