import { ProgressBar } from 'react-aria-components';
import { formatDuration, formatNumber, formatShare, t } from '../i18n/index.js';
import './progress.css';

export interface ProgressProps {
  label: string;
  done: number;
  /** Unknown while a stream is still arriving. */
  total?: number | undefined;
  /** Things per second, as measured. */
  perSecond?: number | undefined;
}

/** Long work under way: how much, how fast, and how long still. */
export function Progress({ label, done, total, perSecond }: ProgressProps) {
  const share = total ? Math.min(done / total, 1) : undefined;
  const remainingMs = total && perSecond ? ((total - done) / perSecond) * 1000 : undefined;
  const facts = [
    total === undefined ? formatNumber(done) : t('progress.of', { done, total }),
    perSecond === undefined ? undefined : t('progress.rate', { rate: Math.round(perSecond) }),
    remainingMs && remainingMs > 0 ? t('progress.left', { time: formatDuration(remainingMs) }) : undefined,
  ].filter(fact => fact !== undefined);

  return (
    <ProgressBar
      className="ts-progress"
      aria-label={label}
      value={(share ?? 0) * 100}
      isIndeterminate={share === undefined}
      valueLabel={facts.join(', ')}
    >
      <span className="ts-progress-label">{label}</span>
      {share === undefined ? null : <span className="ts-progress-share">{formatShare(share)}</span>}
      <span className="ts-progress-track">
        <span
          className="ts-progress-fill"
          style={share === undefined ? {} : { inlineSize: `${share * 100}%` }}
        />
      </span>
      <span className="ts-progress-facts">{facts.join(' · ')}</span>
    </ProgressBar>
  );
}
