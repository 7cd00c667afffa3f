import { useQuery } from '@tanstack/react-query';
import { formatWeight, t } from '../../i18n/index.js';
import { Histogram } from '../../ui/index.js';
import { scoresQuery } from './task.js';
import { viewParts } from './view.js';

/** With fewer ranges than these a picture says no more than the list. */
const rangesMin = 4;

/** How sure the machine is across the questions of a view: many near the top are quick ones, a hump in the middle is work. */
export function ScoreSpread({ view }: { view: string }) {
  const isScored = view !== 'mine' && view !== 'approvals';
  const bins = useQuery({ ...scoresQuery(viewParts(view)), enabled: isScored }).data;
  if (!isScored || !bins || bins.length < rangesMin) return null;
  return (
    <div className="ts-work-spread">
      <Histogram label={t('work.spread')} bins={bins} format={formatWeight} size="small" />
    </div>
  );
}
