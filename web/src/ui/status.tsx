import { Check, EqualNot, Info, Minus, Star } from 'lucide-react';
import type { ReactNode } from 'react';
import './status.css';

const drawn = { size: 12, strokeWidth: 2.75, 'aria-hidden': true } as const;

/**
 * What a colour says. `ok`: same, done. `different`: different, failed. `review`: to be looked at, late.
 * `info`: worth knowing. `gold`: the golden value, and nothing else. `neutral`: no judgement.
 */
export type Meaning = 'ok' | 'different' | 'review' | 'info' | 'gold' | 'neutral';

const glyphs: Record<Meaning, ReactNode> = {
  ok: <Check {...drawn} />,
  different: <EqualNot {...drawn} />,
  review: (
    <span aria-hidden className="ts-glyph-tilde">
      ~
    </span>
  ),
  info: <Info {...drawn} />,
  gold: <Star {...drawn} fill="currentcolor" size={10} />,
  neutral: <Minus {...drawn} />,
};

/** The sign that goes with a meaning, so that it never rests on colour. Hidden from screen readers: a word stands beside it. */
export function MeaningGlyph({ meaning }: { meaning: Meaning }) {
  return glyphs[meaning];
}

export interface StatusProps {
  meaning: Meaning;
  /** The word. A status without a word does not exist. */
  children: ReactNode;
  /** Draws the glyph and the word without their tinted box, for rows of a table. */
  plain?: boolean;
}

/** A state, as a glyph and a word in one colour. */
export function Status({ meaning, children, plain = false }: StatusProps) {
  return (
    <span className="ts-status" data-meaning={meaning} data-plain={plain || undefined}>
      <MeaningGlyph meaning={meaning} />
      <span className="ts-status-word">{children}</span>
    </span>
  );
}

/** A count or a short tag beside a word. */
export function Badge({ meaning = 'neutral', children }: { meaning?: Meaning; children: ReactNode }) {
  return (
    <span className="ts-badge" data-meaning={meaning}>
      {children}
    </span>
  );
}
