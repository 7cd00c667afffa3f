import { formatWeight, t } from '../i18n/index.js';
import { MeaningGlyph, type Meaning } from './status.js';
import './waterfall.css';

/** One comparison's part in a score. */
export interface Evidence {
  id: string;
  /** The level that was reached, in the words of the rule: `same EIN, rare (1 other)`. */
  words: string;
  /** Log₂ of how much likelier this level is for the same thing than for two. Above 0 supports. */
  weight: number;
  /** `ignored`: seen, and given no weight, for the reason in `words`. `veto`: forbids the link whatever the rest says. */
  role?: 'ignored' | 'veto';
}

export interface WaterfallProps {
  label: string;
  evidence: readonly Evidence[];
  /** The score that the evidence adds up to, as a share of 1. */
  score?: string;
  /** The same in bits. */
  total?: number;
}

/** The machine's reasons, strongest first: a bar, a weight and words for each. Bars share one scale around zero. */
export function Waterfall({ label, evidence, score, total }: WaterfallProps) {
  const strongest = Math.max(1, ...evidence.map(({ weight, role }) => (role ? 0 : Math.abs(weight))));
  const ordered = evidence.toSorted(byStrength);
  const telling = ordered.filter(({ role }) => role !== 'ignored');
  // Without anything against, the half of the scale for it would stay empty.
  const isOneSided = telling.every(({ weight }) => weight >= 0);
  const ignored = ordered.filter(({ role }) => role === 'ignored');
  return (
    <figure className="ts-waterfall">
      <figcaption>
        {label} {score ? <strong>{score}</strong> : null}{' '}
        {total === undefined ? null : (
          <span className="ts-waterfall-total">{t('waterfall.total', { bits: formatWeight(total) })}</span>
        )}
      </figcaption>
      <ul>
        {telling.map(({ id, words, weight, role }) => {
          const meaning = meaningOf(weight, role);
          return (
            <li key={id} data-meaning={meaning} data-one-sided={isOneSided || undefined}>
              <span className="ts-waterfall-bar" aria-hidden>
                {role ? null : (
                  <span
                    data-side={weight < 0 ? 'against' : 'for'}
                    style={{ inlineSize: `${(Math.abs(weight) / strongest) * (isOneSided ? 100 : 50)}%` }}
                  />
                )}
              </span>
              <span className="ts-waterfall-weight">
                <MeaningGlyph meaning={meaning} />
                {role === undefined
                  ? formatWeight(weight)
                  : t(role === 'veto' ? 'waterfall.veto' : 'waterfall.ignored')}
              </span>
              <span>{words}</span>
            </li>
          );
        })}
      </ul>
      {ignored.length > 0 ? (
        <details>
          <summary>{t('waterfall.silent', { count: ignored.length })}</summary>
          <ul>
            {ignored.map(({ id, words }) => (
              <li key={id} data-meaning="neutral">
                <span />
                <span className="ts-waterfall-weight">
                  <MeaningGlyph meaning="neutral" />
                  {t('waterfall.ignored')}
                </span>
                <span>{words}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </figure>
  );
}

function meaningOf(weight: number, role: Evidence['role']): Meaning {
  if (role === 'veto') return 'different';
  if (role === 'ignored' || weight === 0) return 'neutral';
  return weight > 0 ? 'ok' : 'review';
}

function byStrength(left: Evidence, right: Evidence): number {
  const rank = ({ role, weight }: Evidence) =>
    role === 'veto' ? Infinity : role === 'ignored' ? -1 : Math.abs(weight);
  return rank(right) - rank(left) || 0;
}
