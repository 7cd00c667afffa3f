/**
 * Threads beside the one that decides. What is given to them splits cleanly, over numbers that all threads see in shared memory, and
 * results are put together in the order of the work and not of its end: any number of helpers, none included, gives the same.
 */
import type { Field } from './field.js';
import type { SwapPair } from './field-levels.js';
import type { BlockCost } from './number-blocks.js';
import type { ParsedPart } from './parse-delimited.js';
import type { PairScope } from './random-pairs.js';

/** What helpers do: what each task is given, and what comes back. */
export interface SideTasks {
  /** Parses some columns of a file. */
  readonly parse: {
    readonly input: { readonly bytes: Uint8Array; readonly numbers: readonly number[] };
    readonly output: ParsedPart;
  };
  /** Takes the fields that pairs will be compared by; later ones replace them. */
  readonly fields: {
    readonly input: { readonly fields: readonly Field[]; readonly swaps: readonly SwapPair[] };
    readonly output: null;
  };
  /** Compares pairs. Writes the pattern of each to `patternOf`, as a number into `codes`. */
  readonly compare: {
    readonly input: {
      readonly left: Int32Array;
      readonly right: Int32Array;
      readonly patternOf: Int32Array;
    };
    readonly output: { readonly codes: Float64Array; readonly counts: Float64Array };
  };
  /** Chains the blocks of rules. Writes each to its `next`, which holds zeros. */
  readonly chain: {
    readonly input: {
      readonly rules: readonly { readonly columns: readonly Int32Array[]; readonly next: Int32Array }[];
      readonly blockSize: number;
    };
    readonly output: readonly BlockCost[];
  };
  /** Pairs the rows from `from` to before `to` with the later ones of their chains. */
  readonly meet: {
    readonly input: {
      readonly chains: readonly Int32Array[];
      readonly scope: PairScope;
      readonly from: number;
      readonly to: number;
    };
    readonly output: { readonly left: Int32Array; readonly right: Int32Array; readonly count: number };
  };
}

export type SideTask = keyof SideTasks;

/** Helpers to give work to; each does its tasks one after the other. */
export interface Helpers {
  readonly count: number;
  /**
   * Gives a task to a helper. @param helper from 0
   * @returns waits for what comes back; throws what the helper threw
   */
  readonly start: <Task extends SideTask>(
    helper: number,
    task: Task,
    input: SideTasks[Task]['input'],
  ) => () => SideTasks[Task]['output'];
}

/** Bytes in memory that all threads see. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** Zeros in memory that all threads see. */
export function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}
