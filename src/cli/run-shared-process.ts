import { AppModule } from '../app.module.js';
import type { Settings } from '../platform/config/index.js';
import { StartupError } from '../platform/errors/index.js';
import { createApp, listen } from '../platform/http/index.js';
import { createLogger } from '../platform/logging/index.js';
import { checkNode, checkPort, configureSharedHub, findSchemaGap } from '../platform/startup/index.js';
import { catchSignals } from './catch-signals.js';
import type { CliOutput } from './cli-output.js';

/**
 * Runs one of the processes that share a hub until it is asked to stop. It changes no schema: with many processes, when
 * to migrate is for the operator to say.
 *
 * @param role `serve` answers requests, `worker` does jobs
 * @throws StartupError
 */
export async function runSharedProcess(
  role: 'serve' | 'worker',
  settings: Settings,
  output: CliOutput,
): Promise<void> {
  checkNode();
  const signals = catchSignals();
  const config = configureSharedHub(settings);
  const port = role === 'serve' ? config.http.port : config.http.workerPort;
  await checkPort(config.http.host, port);
  const gap = await findSchemaGap(config);
  if (gap.length > 0) {
    throw new StartupError(
      `The database lacks ${gap.length} migrations of this release; run "touchstone migrate" first.`,
    );
  }
  const logger = createLogger(settings.logging);
  const app = await createApp(AppModule.forRoot({ config, logger, runsJobs: role === 'worker' }), logger, {
    surface: role === 'serve' ? 'all' : 'operations',
  });
  try {
    const url = await listen(app, config.http.host, port);
    output.say(`Touchstone ${role} is ready: ${url}${role === 'worker' ? '/health/ready' : ''}`);
    await signals.requested;
    output.say('Stopping…');
  } finally {
    await app.close();
  }
}
