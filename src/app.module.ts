import { Module, type DynamicModule } from '@nestjs/common';
import { OperationsModule } from './operations/index.js';
import { PlatformModule, type PlatformOptions } from './platform/platform.module.js';

/** The whole hub: what a process is made of, whichever role it has. */
@Module({})
export class AppModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.forRoot(options), OperationsModule] };
  }
}
