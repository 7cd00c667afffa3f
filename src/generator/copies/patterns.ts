/**
 * Which duplicate patterns were applied to a copy (domain reference, 5.1), so that recall can be computed per
 * pattern. Held as bits while a copy is made; written as `D1;D7`.
 */
type DuplicatePattern =
  | 'D1'
  | 'D2'
  | 'D3'
  | 'D4'
  | 'D5'
  | 'D6'
  | 'D7'
  | 'D8'
  | 'D9'
  | 'D10'
  | 'D11'
  | 'D12'
  | 'D13'
  | 'D14'
  | 'D15'
  | 'D16'
  | 'D17'
  | 'D18';

/** The patterns of one copy. */
export class PatternSet {
  private bits = 0;

  add(pattern: DuplicatePattern): void {
    this.bits |= 1 << Number(pattern.slice(1));
  }

  has(pattern: DuplicatePattern): boolean {
    return (this.bits & (1 << Number(pattern.slice(1)))) !== 0;
  }

  /** `D1;D7`, or empty. */
  toString(): string {
    let text = TEXTS.get(this.bits);
    if (text === undefined) {
      text = Array.from({ length: 18 }, (_, index) => index + 1)
        .filter(number => (this.bits & (1 << number)) !== 0)
        .map(number => `D${number}`)
        .join(';');
      TEXTS.set(this.bits, text);
    }
    return text;
  }
}

/** Texts met so far: a few hundred combinations over millions of copies. */
const TEXTS = new Map<number, string>();
