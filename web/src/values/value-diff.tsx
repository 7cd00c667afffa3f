import { t } from '../i18n/index.js';
import { DiffText, Status } from '../ui/index.js';
import { AttributeValue } from './attribute-value.js';
import { diffLines, type DiffLine } from './diff-lines.js';
import { partSeparator, valueParts, valueText, type ValueShape } from './value-lines.js';
import './values.css';

export interface ValueDiffProps {
  attribute: ValueShape & { readonly group?: string };
  /** What the value is compared with. */
  base: unknown;
  value: unknown;
  /** `value` marks what the value has more; `both` also shows what it lacks. */
  show?: 'value' | 'both';
}

/** Types whose values are chosen, counted or measured: a letter more or less in them explains nothing. */
const wholeTypes = ['code', 'boolean', 'integer', 'decimal', 'date', 'instant'];

/**
 * A value with its differences from another one: texts letter by letter, lists line by line, structures and addresses part by
 * part, codes and figures as a whole.
 */
export function ValueDiff({ attribute, base, value, show = 'value' }: ValueDiffProps) {
  const from = valueParts(attribute, base);
  const to = valueParts(attribute, value);
  const isText = from.length === 1 && to.length === 1 && from[0]?.length === 1 && to[0]?.length === 1;
  if (isText && !wholeTypes.includes(attribute.type)) {
    return <DiffText base={valueText(attribute, base)} value={valueText(attribute, value)} show={show} />;
  }
  if (isText && show === 'both') {
    return (
      <>
        <AttributeValue attribute={attribute} value={base} /> →{' '}
        <AttributeValue attribute={attribute} value={value} />
      </>
    );
  }
  if (isText) {
    return (
      <span className="ts-value">
        <AttributeValue attribute={attribute} value={value} />
        <DiffWords lines={[]} />
      </span>
    );
  }
  const lines = diffLines(from, to);
  const shown = show === 'both' ? lines : lines.filter(({ kind }) => kind !== 'removed');
  return (
    <span className="ts-value" dir="auto">
      {shown.map((line, index) => (
        <Line key={index} line={line} separator={partSeparator(attribute)} show={show} />
      ))}
      {show === 'both' ? null : <DiffWords lines={lines} />}
    </span>
  );
}

function Line({ line, separator, show }: { line: DiffLine; separator: string; show: 'value' | 'both' }) {
  const parts = line.parts.filter(({ kind }) => show === 'both' || kind !== 'removed');
  const whole = parts.map(part => part.text).join(separator);
  if (line.kind === 'added') return <ins className="ts-value-line ts-value-added">{whole}</ins>;
  if (line.kind === 'removed') return <del className="ts-value-line ts-value-removed">{whole}</del>;
  return (
    <span className="ts-value-line">
      {parts.map(({ text, kind }, index) => (
        <span key={index}>
          {index > 0 ? separator : ''}
          {kind === 'added' ? (
            <ins className="ts-value-added">{text}</ins>
          ) : kind === 'removed' ? (
            <del className="ts-value-removed">{text}</del>
          ) : (
            text
          )}
        </span>
      ))}
    </span>
  );
}

/** The difference in words: `1 more, 2 missing`. */
function DiffWords({ lines }: { lines: readonly DiffLine[] }) {
  const countOf = (kind: DiffLine['kind']) => lines.filter(line => line.kind === kind).length;
  const [changed, added, removed] = [countOf('changed'), countOf('added'), countOf('removed')];
  const words = [
    ...(changed > 0 && lines.length > 1 ? [t('diff.lines.changed', { count: changed })] : []),
    ...(added > 0 && lines.length > added + removed ? [t('diff.lines.added', { count: added })] : []),
    ...(removed > 0 && lines.length > added + removed ? [t('diff.lines.removed', { count: removed })] : []),
  ];
  const isNear = countOf('equal') + changed > 0;
  return (
    <small className="ts-value-words">
      <Status meaning={isNear ? 'review' : 'different'} plain>
        {words.length > 0 ? words.join(', ') : t(isNear ? 'diff.partly' : 'diff.different')}
      </Status>
    </small>
  );
}
