/** What is done to the records of a part. */
export type LoadStage = 'match' | 'merge';

/** Some records of a bulk load that one worker takes in hand at a time. */
export interface LoadPart {
  readonly batchId: string;
  readonly stage: LoadStage;
  /** 1, 2, 3… in each stage. */
  readonly part: number;
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
export function partName({ batchId, stage, part }: Omit<LoadPart, 'recordIds'>): string {
  return `${batchId}/${stage}/${part}`;
}

/** @returns `null` for what is no name of a part */
export function readPartName(name: string): Omit<LoadPart, 'recordIds'> | null {
  const [batchId, stage, part] = name.split('/');
  if (batchId === undefined || (stage !== 'match' && stage !== 'merge') || part === undefined) return null;
  return { batchId, stage, part: Number(part) };
}
