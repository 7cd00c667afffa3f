/**
 * Something wrong in a rule file, said so that an analyst can fix it: where (1-based line and column), and what in one
 * sentence. Loading never stops at the first fault; it reports all of them.
 */
export interface RuleFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `supplier/match.yaml:12:5 unknown attribute 'legalNme'; did you mean 'legalName'?`: the form that editors make clickable. */
export function formatRuleFault(fault: RuleFault): string {
  return `${fault.file}:${fault.line}:${fault.column} ${fault.message}`;
}

/** Orders faults by file, line and column, so that the same files always give the same report. */
export function sortRuleFaults(faults: readonly RuleFault[]): readonly RuleFault[] {
  return [...faults].sort(
    (left, right) =>
      compareText(left.file, right.file) ||
      left.line - right.line ||
      left.column - right.column ||
      compareText(left.message, right.message),
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
