import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../core/model/index.js';
import { SourcesService } from '../sources/index.js';
import { TargetRepository } from './target.repository.js';

/** Keeps the table of targets what the system files in force say. */
@Injectable()
export class TargetSync {
  #synced = '';

  constructor(
    private readonly sources: SourcesService,
    private readonly targets: TargetRepository,
  ) {}

  /** Does nothing while the system files say the same as at the last call. */
  async sync(): Promise<void> {
    const described = this.sources
      .systems()
      .flatMap(({ system, targets }) => targets.map(target => ({ system, target })));
    const wanted = canonicalJson(described);
    if (wanted === this.#synced) return;
    await this.targets.replaceAll(described);
    this.#synced = wanted;
  }
}
