import { t } from '../i18n/index.js';
import { diffCharacters, likeness, type DiffPart, type Likeness } from './diff-characters.js';
import { MeaningGlyph, type Meaning } from './status.js';
import './diff-text.css';

export interface DiffTextProps {
  /** What it is compared with. */
  base: string;
  value: string;
  /** `value` shows the value with what it has more; `both` also shows what it lacks. */
  show?: 'value' | 'both';
}

/** A value with its differences from another one, letter by letter, and the difference in words. */
export function DiffText({ base, value, show = 'value' }: DiffTextProps) {
  const difference = likeness(base, value);
  // Marking every letter of another word marks none of them.
  const parts: readonly DiffPart[] =
    difference.kind === 'different' && show === 'value'
      ? [{ kind: 'equal', text: value }]
      : diffCharacters(base, value).filter(part => show === 'both' || part.kind !== 'removed');
  return (
    <span className="ts-diff">
      {/* Screen readers get the plain value and the words; letters marked one by one would be spelled out. */}
      <span className="ts-visually-hidden">{value}. </span>
      <span className="ts-diff-value" aria-hidden dir="auto">
        {parts.map((part, index) => (
          <DiffMark key={index} part={part} />
        ))}
      </span>
      <span className="ts-diff-words" data-meaning={meaningOf(difference)}>
        <MeaningGlyph meaning={meaningOf(difference)} />
        {likenessInWords(difference)}
      </span>
    </span>
  );
}

function DiffMark({ part }: { part: DiffPart }) {
  if (part.kind === 'equal') return <>{part.text}</>;
  return part.kind === 'removed' ? <del>{part.text}</del> : <ins data-kind={part.kind}>{part.text}</ins>;
}

function meaningOf(difference: Likeness): Meaning {
  if (difference.kind === 'equal') return 'ok';
  return difference.kind === 'different' ? 'different' : 'review';
}

/** `2 letters swapped`, `only upper and lower case`, … */
export function likenessInWords(difference: Likeness): string {
  if (difference.kind === 'swapped') return t('diff.swapped', { count: difference.count });
  if (difference.kind === 'characters') return t('diff.characters', { count: difference.count });
  return t(`diff.${difference.kind}`);
}
