/** What was moved back before comparing, as people say it. */
import type { SpillPlan } from '../core/columnar/index.js';

/** `Column title holds values of authors, venue in some records: compared as if they stood in their own.` */
export function spillInWords({ column, holds }: SpillPlan): string {
  return `Column ${column} holds values of ${holds.join(', ')} in some records: compared as if they stood in their own.`;
}
