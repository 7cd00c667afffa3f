/** A share with two figures and without a leading zero: `.93`, `.0021`, `2e-7`. */
export function shareInWords(share: number): string {
  const rounded = Number(share.toPrecision(2));
  return String(rounded).replace(/^0\./, '.');
}
