/** What is done to the records of a part. */
export type LoadStage = 'match' | 'merge';

/** What a part is called. */
export interface PartKey {
  readonly batchId: string;
  readonly stage: LoadStage;
  /** 1, 2, 3… in each stage. */
  readonly part: number;
}

/** Some records of a bulk load, and of those that are merged with it, that one worker takes in hand at a time. */
export interface LoadPart extends PartKey {
  /** The load on whose behalf it is done. */
  readonly senderId: string;
  readonly recordIds: readonly string[];
}

/** What a load is at, for people. */
export const PHASES: Readonly<Record<LoadStage, string>> = { match: 'matching', merge: 'merging' };

/** How many parts a stage has, and how many of them are not done yet. */
export interface StageProgress {
  readonly planned: number;
  readonly open: number;
}

/** Name of a part, as jobs and logs know it. */
export function partName({ batchId, stage, part }: PartKey): string {
  return `${batchId}/${stage}/${part}`;
}

/** @returns `null` for what is no name of a part */
export function readPartName(name: string): PartKey | null {
  const [batchId, stage, part] = name.split('/');
  if (batchId === undefined || (stage !== 'match' && stage !== 'merge') || part === undefined) return null;
  return { batchId, stage, part: Number(part) };
}
