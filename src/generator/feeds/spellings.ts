/** What several formats spell alike: amounts and addresses. */
import type { Address } from '../words/places.js';

/** Ten-thousandths of a dollar as text with two or four decimals, half up; no binary fractions anywhere. */
export function money(tenThousandths: number, decimals: 2 | 4): string {
  const units = decimals === 4 ? tenThousandths : Math.floor((tenThousandths + 50) / 100);
  const scale = decimals === 4 ? 10_000 : 100;
  return `${Math.floor(units / scale)}.${String(units % scale).padStart(decimals, '0')}`;
}

/** Street and suite on one line. */
export function oneLine(address: Address): string {
  return address.unit === '' ? address.street : `${address.street} ${address.unit}`;
}

/** `67203-1234` or `67203`. */
export function fullZip(address: Address): string {
  return address.zip4 === '' ? address.zip : `${address.zip}-${address.zip4}`;
}
