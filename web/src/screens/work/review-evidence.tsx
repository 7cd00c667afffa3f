import { t } from '../../i18n/index.js';
import { Waterfall, type Evidence } from '../../ui/index.js';
import { PlanSentences } from '../records/plan-sentences.js';
import { scoreWords } from './task-words.js';
import type { Explanation, Preview, Task } from './task.js';

/** The machine's reasons: for a pair every comparison with its weight, for more records the sentences. */
export function Why({ task, explanation }: { task: Task; explanation: Explanation | null | undefined }) {
  return (
    <section className="ts-panel" aria-label={t('review.why', { score: scoreWords(task.score) })}>
      {explanation ? (
        <Waterfall
          label={t('review.why', { score: '' }).trim()}
          score={scoreWords(explanation.decision.score)}
          total={explanation.decision.score}
          evidence={evidenceOf(explanation)}
        />
      ) : (
        <>
          <p className="ts-page-facts">{t('review.noExplanation')}</p>
          <ul className="ts-sentences">
            {(task.reasons.length > 0 ? task.reasons : [task.label]).map(reason => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function evidenceOf(explanation: Explanation): Evidence[] {
  return [
    ...explanation.vetoes.map((veto): Evidence => ({
      id: `veto ${veto.of}`,
      words: `${veto.label} (${t(veto.effect === 'different' ? 'review.veto.different' : 'review.veto.review')})`,
      weight: 0,
      role: 'veto',
    })),
    ...explanation.comparisons.map((comparison): Evidence => ({
      id: `${comparison.kind} ${comparison.name}`,
      words: comparison.levelLabel,
      weight: comparison.weight,
      ...(comparison.weight === 0 ? { role: 'ignored' } : {}),
    })),
  ];
}

/** What the answer "same" would change, in sentences. */
export function WhatHappens({ domain, preview }: { domain: string; preview: Preview | null | undefined }) {
  if (!preview) return null;
  return (
    <section className="ts-panel">
      <h2>{t('review.what')}</h2>
      <PlanSentences domain={domain} plan={preview} />
    </section>
  );
}
