/** Decimal places that a quotient may have: conversions of packaging need none, of measures a few. */
const SCALE_MAX = 9;

/**
 * Divides two decimal texts without a float in between.
 * @returns a decimal string without trailing zeros, or `undefined` when the quotient does not end within nine decimal
 *   places or a text is no number
 */
export function divideExactly(numerator: string, denominator: string): string | undefined {
  const [top, bottom] = [scaled(numerator), scaled(denominator)];
  if (top === undefined || bottom === undefined || bottom.digits === 0n) return undefined;
  const dividend = top.digits * 10n ** BigInt(bottom.scale + SCALE_MAX);
  const divisor = bottom.digits * 10n ** BigInt(top.scale);
  if (dividend % divisor !== 0n) return undefined;
  const quotient = dividend / divisor;
  const digits = String(quotient < 0n ? -quotient : quotient).padStart(SCALE_MAX + 1, '0');
  const fraction = digits.slice(-SCALE_MAX).replace(/0+$/, '');
  const whole = digits.slice(0, -SCALE_MAX);
  return (quotient < 0n ? '-' : '') + (fraction === '' ? whole : `${whole}.${fraction}`);
}

function scaled(text: string): { readonly digits: bigint; readonly scale: number } | undefined {
  const found = /^(-?\d{1,30})(?:\.(\d{0,15}))?$/.exec(text);
  if (found === null) return undefined;
  const fraction = found[2] ?? '';
  return { digits: BigInt(`${found[1] ?? ''}${fraction}`), scale: fraction.length };
}
