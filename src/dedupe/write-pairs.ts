/** The file of compared pairs: by far the largest of a run, so that it is written beside the others where there are threads. */
import {
  DECISIONS,
  decisionAt,
  orderPairs,
  probabilityAt,
  type JudgedPairs,
} from '../core/columnar/index.js';
import { CsvFile, CsvTexts, type CsvCells } from './csv-file.js';

/** What the file is made from; all of it can be given to another thread. */
export interface PairsFile {
  readonly path: string;
  readonly judged: JudgedPairs;
  /** Place of each row in the order of ids. */
  readonly rank: Int32Array;
  /** Ids by place. */
  readonly ids: CsvCells;
}

/** Writes the pairs in the order of their records' ids. */
export async function writePairs({ path, judged, rank, ids }: PairsFile): Promise<void> {
  const decisions = new CsvTexts(DECISIONS);
  const ordered = orderPairs(judged, rank);
  const columns = ['left_id', 'right_id', 'probability', 'decision'];
  let first = 0;
  await CsvFile.write(path, columns, ordered.seconds.length, (file, line) => {
    while (line >= ordered.ends[first]!) first++;
    file.text(ids, first, false);
    file.text(ids, ordered.seconds[line]!, false);
    file.probability(probabilityAt(ordered, line), false);
    file.text(decisions, decisionAt(ordered, line), true);
  });
}
