/** Which attributes are worth comparing, by what the records hold of them. */
import type { TrainingRecord } from '../training/index.js';
import { profileFeature, type LeftOut, type ProfiledSubject } from './profile-subjects.js';
import type { Subject } from './subjects.js';

/** Share of records with a value below which an attribute is left out: what one record in a hundred has decides nothing. */
const FILLED_MIN = 0.01;
const FILLED_RECORDS_MIN = 20;
/** Values of one record beyond which they are lines of it rather than names. */
const VALUES_EACH_MAX = 8;
/** Chance that two records agree, beyond which agreeing says nothing. */
const AGREEMENT_MAX = 0.95;
/** Leaves out what says nothing, and says why. */
export function siftSubjects(
  subjects: readonly Subject[],
  records: readonly TrainingRecord[],
): { readonly kept: readonly ProfiledSubject[]; readonly leftOut: readonly LeftOut[] } {
  const kept: ProfiledSubject[] = [];
  const leftOut: LeftOut[] = [];
  const filledMin = Math.max(Math.min(FILLED_RECORDS_MIN, records.length / 2), FILLED_MIN * records.length);
  for (const subject of subjects) {
    const profile = profileFeature(records, subject.name);
    const because =
      profile.filled === 0
        ? 'has no values'
        : profile.filled < filledMin
          ? `has a value in ${profile.filled} of ${records.length} records`
          : profile.valuesEach > VALUES_EACH_MAX
            ? `has ${Math.round(profile.valuesEach)} values per record: lines of it rather than names`
            : profile.agreement > AGREEMENT_MAX
              ? 'is the same in most records'
              : undefined;
    if (because === undefined) kept.push({ ...subject, profile });
    else leftOut.push({ subject, because });
  }
  return { kept, leftOut };
}
