import type { INestApplicationContext } from '@nestjs/common';
import type { AppConfig, Settings } from '../platform/config/index.js';
import { createLogger } from '../platform/logging/index.js';
import { migrateHub, openHub } from '../platform/startup/index.js';

/** A whole hub in this process that does not listen. */
export interface BenchHub {
  readonly app: INestApplicationContext;
  readonly config: AppConfig;
  close(): Promise<void>;
}

/**
 * Opens a hub as `touchstone start` does, jobs included, but without HTTP.
 *
 * @param onStep told in one sentence each what is being done
 * @throws StartupError
 */
export async function openBenchHub(
  settings: Settings,
  onStep: (sentence: string) => void,
): Promise<BenchHub> {
  const opened = await openHub(settings, {
    onStep,
    onDatabaseCrash: () => onStep('The embedded database died.'),
  });
  try {
    await migrateHub(opened.config);
    const [{ AppModule }, { createApp }] = await Promise.all([
      import('../app.module.js'),
      import('../platform/http/index.js'),
    ]);
    const logger = createLogger(settings.logging);
    const app = await createApp(
      AppModule.forRoot({ config: opened.config, logger, runsJobs: true }),
      logger,
      {
        surface: 'operations',
      },
    );
    await app.init();
    return {
      app,
      config: opened.config,
      async close() {
        await app.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
