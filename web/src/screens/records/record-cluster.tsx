import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { execute } from '../../api/index.js';
import { useSystemLabel } from '../../hub/index.js';
import { formatWeight, t, type PlainMessageKey } from '../../i18n/index.js';
import { ClusterGraph, Skeleton, Status, type ClusterEdge } from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { explainDocument, type SourceRecord } from './record.js';

/** Every pair is a question to the hub: this many records make 15. */
const recordsMax = 6;

/** How many of the weightiest reasons a row has room for. */
const reasonsMax = 3;

const words: Readonly<Record<string, PlainMessageKey>> = {
  same: 'record.cluster.same',
  review: 'record.cluster.review',
  different: 'record.cluster.different',
};

/** What the rules say about every pair of the source records: as a picture, and the same in a table. */
export function RecordCluster({ sources }: { sources: readonly SourceRecord[] }) {
  const [active, setActive] = useState<string>();
  const systemLabel = useSystemLabel();
  const shown = sources.slice(0, recordsMax);
  const pairs = shown.flatMap((left, index) => shown.slice(index + 1).map(right => ({ left, right })));
  const found = useQueries({
    queries: pairs.map(({ left, right }) => ({
      queryKey: ['explain', left.recordId, right.recordId],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        execute(explainDocument, { left: left.recordId, right: right.recordId }, signal),
    })),
  });
  const nameOf = ({ system, key }: SourceRecord) => `${systemLabel(system)} ${key}`;
  const failed = found.find(({ error, data }) => error !== null && data === undefined);
  const rows = pairs.flatMap(({ left, right }, index) => {
    const explanation = found[index]?.data?.explain;
    return explanation ? [{ id: `${left.recordId} ${right.recordId}`, left, right, explanation }] : [];
  });
  const label = t('record.cluster');
  return (
    <section className="ts-panel" aria-label={label}>
      <h2>{label}</h2>
      {shown.length < sources.length ? (
        <p className="ts-page-facts">
          {t('record.cluster.many', { shown: shown.length, count: sources.length })}
        </p>
      ) : null}
      {failed?.error ? (
        <QueryFailure failure={failed.error} onRetry={() => found.forEach(({ refetch }) => void refetch())} />
      ) : rows.length < pairs.length ? (
        <Skeleton label={t('record.cluster.loading')} lines={4} />
      ) : (
        <>
          <ClusterGraph
            label={t('record.cluster.picture', { count: shown.length })}
            nodes={shown.map(source => ({ id: source.recordId, label: nameOf(source) }))}
            edges={rows.map(({ left, right, explanation: { decision } }) => ({
              left: left.recordId,
              right: right.recordId,
              meaning: meaningOf(decision.decision),
              label: formatWeight(decision.score),
            }))}
            active={active}
          />
          <table className="ts-pairs" aria-label={label}>
            <thead>
              <tr>
                <th scope="col">{t('record.cluster.left')}</th>
                <th scope="col">{t('record.cluster.right')}</th>
                <th scope="col">{t('record.cluster.decision')}</th>
                <th scope="col">{t('record.cluster.why')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, left, right, explanation }) => (
                <tr
                  key={id}
                  tabIndex={0}
                  onFocus={() => setActive(id)}
                  onBlur={() => setActive(undefined)}
                  onPointerEnter={() => setActive(id)}
                  onPointerLeave={() => setActive(undefined)}
                >
                  <td>{nameOf(left)}</td>
                  <td>{nameOf(right)}</td>
                  <td>
                    <Status meaning={meaningOf(explanation.decision.decision)} plain>
                      {decisionWords(explanation.decision.decision)}
                    </Status>{' '}
                    <span className="ts-page-facts">{formatWeight(explanation.decision.score)}</span>
                  </td>
                  <td>{reasonsOf(explanation)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function meaningOf(decision: string): ClusterEdge['meaning'] {
  if (decision === 'same') return 'ok';
  return decision === 'different' ? 'different' : 'review';
}

function decisionWords(decision: string): string {
  const key = words[decision];
  return key ? t(key) : decision;
}

/** What forbids the link, then the weightiest reasons, strongest first. */
function reasonsOf({ vetoes, comparisons }: ExplainedPair): string {
  const weighty = comparisons
    .filter(({ weight }) => weight !== 0)
    .toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight));
  return [...vetoes.map(({ label }) => label), ...weighty.map(({ levelLabel }) => levelLabel)]
    .slice(0, reasonsMax)
    .join(' · ');
}

interface ExplainedPair {
  readonly vetoes: readonly { readonly label: string }[];
  readonly comparisons: readonly { readonly levelLabel: string; readonly weight: number }[];
}
