import { formatNumber, t } from '../i18n/index.js';
import './histogram.css';

/** One bar: everything from `from` up to, not including, `to`. */
export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** A line across the bars, where something changes. */
export interface Threshold {
  at: number;
  label: string;
}

export interface HistogramProps {
  label: string;
  /** In ascending order, without gaps. */
  bins: readonly Bin[];
  thresholds?: readonly Threshold[];
  /** `small`: beside a heading. */
  size?: 'small' | 'large';
  /** Writes a value of the axis. */
  format?: (value: number) => string;
}

const height = 96;
const width = 400;

/** How often each range of values occurs. The same figures are there as a table for those who do not see bars. */
export function Histogram({
  label,
  bins,
  thresholds = [],
  size = 'large',
  format = value => formatNumber(value),
}: HistogramProps) {
  const first = bins.at(0);
  const last = bins.at(-1);
  if (!first || !last) return null;
  const highest = Math.max(1, ...bins.map(({ count }) => count));
  const x = (value: number) => ((value - first.from) / (last.to - first.from)) * width;

  return (
    <figure className="ts-histogram" data-size={size}>
      <figcaption>{label}</figcaption>
      <div className="ts-histogram-plot" aria-hidden>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
          {bins.map(({ from, to, count }) => {
            // A bin that holds anything shows at least one pixel: rare must not look like never.
            const barHeight = count === 0 ? 0 : Math.max(1.5, (count / highest) * height);
            return (
              <rect
                key={from}
                x={x(from) + 0.75}
                width={x(to) - x(from) - 1.5}
                y={height - barHeight}
                height={barHeight}
              />
            );
          })}
          {thresholds.map(({ at }) => (
            <line key={at} x1={x(at)} x2={x(at)} y1={0} y2={height} vectorEffect="non-scaling-stroke" />
          ))}
        </svg>
        {thresholds.map(({ at, label: words }) => (
          <span
            key={at}
            className="ts-histogram-threshold"
            style={{ insetInlineStart: `${(x(at) / width) * 100}%` }}
          >
            {words} {format(at)}
          </span>
        ))}
      </div>
      <div className="ts-histogram-axis" aria-hidden>
        <span>{format(first.from)}</span>
        <span>{format(last.to)}</span>
      </div>
      <HistogramTable label={label} bins={bins} format={format} />
    </figure>
  );
}

function HistogramTable({
  label,
  bins,
  format,
}: {
  label: string;
  bins: readonly Bin[];
  format: (value: number) => string;
}) {
  return (
    <table className="ts-visually-hidden">
      <caption>{label}</caption>
      <tbody>
        {bins.map(({ from, to, count }) => (
          <tr key={from}>
            <th scope="row">{t('histogram.range', { from: format(from), to: format(to) })}</th>
            <td>{formatNumber(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
