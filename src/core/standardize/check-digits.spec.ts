import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abaCheckDigit, deaCheckDigit, gs1CheckDigit, hibcCheckCharacter, ibanCheckDigits, identifierChecks, leiCheckDigits, luhnCheckDigit, npiCheckDigit } from './index.js'; // prettier-ignore

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

describe('check digits', () => {
  it('agree with published examples', () => {
    expect(gs1CheckDigit('0061414100003')).toBe(6);
    expect(gs1CheckDigit('9638507')).toBe(4);
    expect(npiCheckDigit('123456789')).toBe(3);
    expect(luhnCheckDigit('7992739871')).toBe(3);
    expect(abaCheckDigit('02100002')).toBe(1);
    expect(deaCheckDigit('123456')).toBe(3);
    expect(leiCheckDigits('213800KUD8LAJWSQ9D')).toBe('15');
    expect(ibanCheckDigits('DE', '370400440532013000')).toBe('89');
    expect(hibcCheckCharacter('+A123BJC5D6E71')).toBe('G');
    expect(hibcCheckCharacter('+a')).toBeNull();
  });

  it('make identifiers that the checks accept, and any other digit is refused', () => {
    fc.assert(
      fc.property(digits(13), fc.integer({ min: 1, max: 9 }), (body, slip) => {
        fc.pre(!/^0+$/.test(body));
        const check = gs1CheckDigit(body);
        expect(identifierChecks['gtin']?.(`${body}${check}`)).toBeNull();
        expect(identifierChecks['gtin']?.(`${body}${(check + slip) % 10}`)?.code).toBe('GTIN_CHECK_DIGIT');
      }),
    );
    fc.assert(
      fc.property(digits(8), body => {
        const npi = `1${body}`;
        expect(identifierChecks['npi']?.(`${npi}${npiCheckDigit(npi)}`)).toBeNull();
        const aba = `02${body.slice(2)}`;
        expect(identifierChecks['aba']?.(`${aba}${abaCheckDigit(aba)}`)).toBeNull();
        const dea = body.slice(0, 6);
        expect(identifierChecks['dea']?.(`AB${dea}${deaCheckDigit(dea)}`)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{18}$/), body => {
        expect(identifierChecks['lei']?.(body + leiCheckDigits(body))).toBeNull();
      }),
    );
  });
});
