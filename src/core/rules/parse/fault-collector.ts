import type { RuleFault } from './rule-fault.js';
import type { DocumentPath, Locate } from './yaml-document.js';

/** Gathers the faults of one file while its rules are built; building goes on after a fault so that all are told at once. */
export class FaultCollector {
  private readonly collected: RuleFault[] = [];
  private readonly file: string;
  private readonly locate: Locate;

  constructor(file: string, locate: Locate) {
    this.file = file;
    this.locate = locate;
  }

  /** Records a fault at a place in the file. `of: 'key'` points at the key of the last step. */
  add(path: DocumentPath, message: string, of: 'key' | 'value' = 'value'): void {
    this.collected.push({ file: this.file, ...this.locate(path, of), message });
  }

  get faults(): readonly RuleFault[] {
    return this.collected;
  }
}
