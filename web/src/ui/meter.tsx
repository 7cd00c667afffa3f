import { formatNumber } from '../i18n/index.js';
import './meter.css';

/** A score of 100 as a figure on a bar: the figure to quote, the bar to compare down a column. */
export function Meter({ score }: { score: number }) {
  return (
    <span className="ts-meter" style={{ '--ts-meter': `${Math.min(100, Math.max(0, score))}%` }}>
      {formatNumber(score)}
    </span>
  );
}
