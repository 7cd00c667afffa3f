/**
 * Check digits of the identifiers that health-care supply chains use. Each function computes the digit; the
 * standardizers compare it, and the demo generator creates valid identifiers with it.
 */

/** Value of one decimal digit at `index`; the caller guarantees digits. */
function digitAt(digits: string, index: number): number {
  return digits.charCodeAt(index) - 48;
}

/**
 * GS1 mod-10 check digit of a GTIN-8/12/13/14, GLN-13 or SSCC-18 body (the number without its last digit):
 * weights 3,1,3,1… from the right. Source: GS1 General Specifications, section 7.9.
 */
export function gs1CheckDigit(body: string): number {
  let sum = 0;
  for (let fromRight = 0; fromRight < body.length; fromRight++) {
    const digit = digitAt(body, body.length - 1 - fromRight);
    sum += fromRight % 2 === 0 ? digit * 3 : digit;
  }
  return (10 - (sum % 10)) % 10;
}

/** Luhn check digit of a body without its check digit. Source: ISO/IEC 7812-1 annex B. */
export function luhnCheckDigit(body: string): number {
  let sum = 0;
  for (let fromRight = 0; fromRight < body.length; fromRight++) {
    const digit = digitAt(body, body.length - 1 - fromRight);
    const doubled = digit * 2;
    if (fromRight % 2 === 1) sum += digit;
    else sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

/** Check digit of the nine leading digits of an NPI: Luhn over `80840` + NPI. Source: CMS NPI check digit specification. */
export function npiCheckDigit(body: string): number {
  return luhnCheckDigit('80840' + body);
}

/** Ninth digit of an ABA routing number from its first eight: weights 3,7,1. Source: ABA routing number policy. */
export function abaCheckDigit(body: string): number {
  let sum = 0;
  for (let index = 0; index < 8; index++) {
    const weight = index % 3 === 0 ? 3 : index % 3 === 1 ? 7 : 1;
    sum += weight * digitAt(body, index);
  }
  return (10 - (sum % 10)) % 10;
}

/** Seventh digit of a DEA registration number from the six before it: (d1+d3+d5) + 2(d2+d4+d6) mod 10. */
export function deaCheckDigit(body: string): number {
  let sum = 0;
  for (let index = 0; index < 6; index++) sum += digitAt(body, index) * (index % 2 === 0 ? 1 : 2);
  return sum % 10;
}

/** Remainder mod 97 of A–Z0–9 text with A=10…Z=35, read digit by digit so that no big number is needed. Source: ISO 7064. */
export function mod97(text: string): number {
  let remainder = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    remainder = code >= 65 ? (remainder * 100 + code - 55) % 97 : (remainder * 10 + code - 48) % 97;
  }
  return remainder;
}

/** The two check digits of an LEI from its first 18 characters. Source: ISO 17442, ISO 7064 mod 97-10. */
export function leiCheckDigits(body: string): string {
  return String(98 - mod97(body + '00')).padStart(2, '0');
}

/** The two check digits of an IBAN from its country and account part (BBAN). Source: ISO 13616. */
export function ibanCheckDigits(country: string, bban: string): string {
  return String(98 - mod97(bban + country + '00')).padStart(2, '0');
}

/** Characters of HIBC and Code 39 in value order 0–42. Source: ANSI/HIBC 2.6, appendix B. */
const HIBC_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';

/**
 * HIBC check character (mod 43) of a string that starts with `+`, or `null` when it has a character outside
 * the HIBC alphabet.
 */
export function hibcCheckCharacter(body: string): string | null {
  let sum = 0;
  for (const character of body) {
    const value = HIBC_ALPHABET.indexOf(character);
    if (value < 0) return null;
    sum += value;
  }
  return HIBC_ALPHABET.charAt(sum % 43);
}
