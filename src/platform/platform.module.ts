import { Global, Inject, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock, Ids } from './clock/index.js';
import { AppConfig } from './config/index.js';
import {
  Database,
  dataSourceOptions,
  DatabaseWatch,
  loadMigrations,
  NotificationListener,
  poolOf,
} from './database/index.js';
import { ProblemFilter } from './problems/index.js';
import { Logger } from './logging/index.js';
import {
  JobQueue,
  JobRegistry,
  JobRunner,
  openQueueBackend,
  Sweeper,
  type QueueBackend,
} from './queue/index.js';
import { Telemetry } from './telemetry/index.js';

/** What a process brings along before Nest starts. */
export interface PlatformOptions {
  readonly config: AppConfig;
  readonly logger: Logger;
  /** false in a process that only answers requests and leaves jobs to workers. */
  readonly runsJobs: boolean;
}

const QUEUE_BACKEND = Symbol('queue backend');
/** One listening connection per kind of job that this process may run; kinds are not known yet when the pool opens. */
const JOB_KINDS_MAX = 24;

/**
 * Everything that is glue, for all modules: inject `AppConfig`, `Database`, `NotificationListener`, `Logger`, `JobQueue`,
 * `JobRegistry`, `Telemetry`, `Clock`, `Ids`. TypeORM's `DataSource` is there for entities (`TypeOrmModule.forFeature`).
 */
@Global()
@Module({})
export class PlatformModule {
  constructor(
    @Inject(NotificationListener) private readonly listener: NotificationListener,
    @Inject(DatabaseWatch) private readonly watch: DatabaseWatch,
  ) {}

  static forRoot({ config, logger, runsJobs }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: async () => ({
            ...dataSourceOptions(config.database, await loadMigrations()),
            autoLoadEntities: true,
            retryAttempts: 0,
          }),
        }),
      ],
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: Logger, useValue: logger },
        Clock,
        Ids,
        Telemetry,
        JobRegistry,
        { provide: ProblemFilter, useFactory: () => new ProblemFilter(logger) },
        { provide: NotificationListener, useFactory: () => new NotificationListener(config.database) },
        { provide: DatabaseWatch, useFactory: () => new DatabaseWatch(config.database, logger) },
        { provide: Database, useFactory: openDatabase, inject: [DataSource, Telemetry] },
        {
          provide: QUEUE_BACKEND,
          useFactory: () => openQueueBackend(config, runsJobs ? JOB_KINDS_MAX : 0),
        },
        {
          provide: JobQueue,
          useFactory: (backend: QueueBackend, registry: JobRegistry, telemetry: Telemetry) =>
            new JobQueue(backend, registry, logger, telemetry),
          inject: [QUEUE_BACKEND, JobRegistry, Telemetry],
        },
        {
          provide: Sweeper,
          useFactory: (database: Database, queue: JobQueue, telemetry: Telemetry) =>
            new Sweeper(database, queue, logger, telemetry),
          inject: [Database, JobQueue, Telemetry],
        },
        {
          provide: JobRunner,
          useFactory: (
            backend: QueueBackend,
            registry: JobRegistry,
            queue: JobQueue,
            sweeper: Sweeper,
            telemetry: Telemetry,
          ) =>
            new JobRunner({
              config: config.queue,
              backend,
              registry,
              queue,
              sweeper,
              logger,
              telemetry,
              runsJobs,
            }),
          inject: [QUEUE_BACKEND, JobRegistry, JobQueue, Sweeper, Telemetry],
        },
      ],
      exports: [
        AppConfig,
        Logger,
        Clock,
        Ids,
        Telemetry,
        Database,
        DatabaseWatch,
        NotificationListener,
        JobQueue,
        JobRegistry,
        Sweeper,
        ProblemFilter,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.watch.stop();
    await this.listener.close();
  }
}

function openDatabase(dataSource: DataSource, telemetry: Telemetry): Database {
  const pool = poolOf(dataSource);
  const retries = telemetry.counter({
    name: 'touchstone_database_retries_total',
    help: 'Transactions that were run again after a deadlock, serialization failure or lock timeout',
  });
  telemetry.gauge<'state'>({
    name: 'touchstone_database_connections',
    help: 'Connections of this process by state (busy, idle, awaited)',
    labels: ['state'],
    collect: gauge => {
      gauge.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      gauge.set({ state: 'idle' }, pool.idleCount);
      gauge.set({ state: 'awaited' }, pool.waitingCount);
    },
  });
  return new Database(pool, () => retries.inc());
}
