import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useDomain, useReasonWords, useSystemLabel } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { Identifier, RelativeTime, Skeleton, Status } from '../../ui/index.js';
import { CompareGrid, membersOf, type CompareColumn } from '../../values/index.js';
import { ChooseButton, type CandidateChoice } from './candidate-choice.js';
import type { Preview, Task } from './task.js';

interface ReviewGridProps {
  task: Task;
  /** What "same" would change; nothing as long as it is not clear with which record. */
  preview: Preview | null | undefined;
  choice: CandidateChoice;
}

/** The source records side by side, and the golden record that "same" would make of them. */
export function ReviewGrid({ task, preview, choice: { candidates, chosen, choose } }: ReviewGridProps) {
  const [folded, setFolded] = useState(true);
  const domain = useDomain(task.domain);
  const systemLabel = useSystemLabel();
  const reasonWords = useReasonWords();
  useShortcuts([
    { keys: 'd', label: t('compare.fold'), group: t('review.decide'), run: () => setFolded(!folded) },
  ]);
  if (!domain) return <Skeleton label={t('review.loading')} lines={10} />;
  const sources = task.sourceRecords.map((source): CompareColumn => {
    const system = systemLabel(source.system);
    const place = candidates.findIndex(each => each.sourceRecord.recordId === source.recordId);
    const candidate = candidates[place];
    return {
      id: source.recordId,
      label: `${system} ${source.key}`,
      kind: 'source',
      ...(candidate && candidate === chosen ? { isChosen: true } : {}),
      attributes: source.attributes,
      masked: source.masked,
      header: (
        <div className="ts-compare-head">
          <strong>{system}</strong>
          <Identifier>{source.key}</Identifier>
          {source.goldenRecord ? (
            <small>
              <Link
                to="/records/$domain/$id"
                params={{ domain: task.domain, id: source.goldenRecord.id }}
                search={{}}
              >
                {t('review.view')}
              </Link>{' '}
              · <RelativeTime instant={source.effectiveAt ?? source.recordedAt} />
            </small>
          ) : null}
          {candidate ? (
            <ChooseButton
              place={place + 1}
              name={candidate.goldenRecord.title}
              isChosen={candidate === chosen}
              onChoose={() => choose(candidate)}
            />
          ) : candidates.length > 0 ? (
            <Status meaning="review" plain>
              {t('review.waiting')}
            </Status>
          ) : null}
        </div>
      ),
    };
  });
  // The surviving record is the change that ends up with the most members; the others are merged away.
  const survivor = preview?.changes.toSorted((left, right) => right.members - left.members)[0];
  const golden: CompareColumn[] = survivor
    ? [
        {
          id: 'golden',
          label: t('review.golden'),
          kind: 'golden',
          attributes: survivor.attributes,
          notes: Object.fromEntries(
            survivor.provenance.flatMap(({ attribute, winner, reason }) =>
              winner && isContested(task, attribute)
                ? [[attribute, `${systemLabel(winner.system)} · ${reasonWords(reason)}`]]
                : [],
            ),
          ),
          masked: task.sourceRecords.flatMap(source => source.masked),
          header: <Status meaning="gold">{t('review.golden')}</Status>,
        },
      ]
    : [];
  return (
    <CompareGrid
      label={task.title}
      attributes={domain.attributes}
      columns={[...sources, ...golden]}
      isFolded={folded}
      onFold={setFolded}
    />
  );
}

/** Whether more than one record offers a value: only then somebody wonders where the golden one comes from. */
function isContested(task: Task, attribute: string): boolean {
  const offers = task.sourceRecords.filter(source => membersOf(source.attributes)[attribute] !== undefined);
  return offers.length > 1;
}
