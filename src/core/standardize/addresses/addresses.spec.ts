import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../model/index.js';
import { standardizers, type StandardizeContext } from '../index.js';

const read = (raw: AttributeValue, context: StandardizeContext = {}) => standardizers.address(raw, context);

describe('a hard US address', () => {
  it.each([
    [
      'LOCKBOX 774190, 4190 SOLUTIONS CENTER, CHICAGO, IL 60677-4001',
      '4190 SOLUTIONS CTR||CHICAGO|IL|60677',
      { lockbox: '774190', zip5: '60677', zip4: '4001' },
    ],
    [
      'Attn: Accounts Receivable, 88 Birch Avenue, Duluth, MN 55802',
      '88 BIRCH AVE||DULUTH|MN|55802',
      { attn: 'ACCOUNTS RECEIVABLE' },
    ],
    ['RR 2 BOX 18, SPRINGFIELD, VT 05156', 'RR 2 BOX 18||SPRINGFIELD|VT|05156', { route: 'RR 2 BOX 18' }],
    [
      '500 Medical Plaza Dr Bldg C Fl 3, Boston, MA 02115',
      '500 MEDICAL PLAZA DR|BLDG C FL 3|BOSTON|MA|02115',
      { unit: 'BLDG C FL 3' },
    ],
    [
      '500 Medical Plaza Dr Bldg C Fl 3 Boston MA 02115',
      '500 MEDICAL PLAZA DR|BLDG C FL 3|BOSTON|MA|02115',
      { city: 'BOSTON' },
    ],
    [
      '2505 U S HIGHWAY 431 NORTH, BOAZ, AL 35957',
      '2505 N US HIGHWAY 431||BOAZ|AL|35957',
      { streetName: 'US HIGHWAY 431', directional: 'N' },
    ],
    ['P.O. Box 1234, Omaha, Nebraska 68101', 'PO BOX 1234||OMAHA|NE|68101', { poBox: '1234' }],
    ['PO BOX 1234 OMAHA NE 68101', 'PO BOX 1234||OMAHA|NE|68101', { poBox: '1234' }],
    [
      '12 St. Charles Ave, New Orleans, LA 70130',
      '12 ST CHARLES AVE||NEW ORLEANS|LA|70130',
      { suffix: 'AVE' },
    ],
    [
      'One Harbor Plaza, 9th Floor, New York, NY 10004',
      '1 HARBOR PLZ|FL 9|NEW YORK|NY|10004',
      { streetNumber: '1' },
    ],
    [
      '123 1/2 N E Main Street Apt 4B, St. Louis, MO 63101',
      '123 1/2 NE MAIN ST|APT 4B|SAINT LOUIS|MO|63101',
      { unit: 'APT 4B' },
    ],
    ['c/o Acme Corp, 5 Elm St, Reno NV 89501', '5 ELM ST||RENO|NV|89501', { careOf: 'ACME CORP' }],
    ['100 North St, Boston MA 02110', '100 NORTH ST||BOSTON|MA|02110', { streetName: 'NORTH' }],
    [
      '1364 CLIFTON ROAD, NE, ATLANTA, GA 30322',
      '1364 NE CLIFTON RD||ATLANTA|GA|30322',
      { directional: 'NE' },
    ],
    ['900 23rd St NW, Washington, DC 20037', '900 NW 23RD ST||WASHINGTON|DC|20037', { state: 'DC' }],
    [
      'Fort Carson MEDDAC 1650 Cochrane Cir, Fort Carson, CO 80913',
      '1650 COCHRANE CIR||FORT CARSON|CO|80913',
      { building: 'FORT CARSON MEDDAC' },
    ],
    ['#1 MEDICAL PARK DRIVE, BENTON AR 72015', '1 MEDICAL PARK DR||BENTON|AR|72015', { streetNumber: '1' }],
    [
      '1011 OLD HIGHWAY 60, HARDINSBURG KY 40143',
      '1011 OLD HIGHWAY 60||HARDINSBURG|KY|40143',
      { streetName: 'OLD HIGHWAY 60' },
    ],
    [
      '100 I-10 W, Baton Rouge LA 70801',
      '100 W INTERSTATE 10||BATON ROUGE|LA|70801',
      { streetName: 'INTERSTATE 10' },
    ],
  ])('%s', (raw, key, parts) => {
    const result = read(raw);
    expect(result.key).toBe(key);
    expect(result.parts).toMatchObject(parts);
    expect(result.faults).toEqual([]);
  });
});

describe('an address', () => {
  it('is written as Publication 28 writes it', () => {
    expect(
      read({
        line1: '4100 n. Harbor Drive',
        line2: 'Suite 900',
        city: 'Wichita',
        state: 'Kansas',
        zip: '672031234',
      }).value,
    ).toEqual({
      line1: '4100 N HARBOR DR STE 900',
      city: 'WICHITA',
      state: 'KS',
      postalCode: '67203-1234',
      country: 'US',
    });
  });

  it('has one key in one line, in fields, and with the directional behind the street', () => {
    const keys = [
      '4100 N Harbor Drive, Ste 900, Wichita, KS 67203',
      {
        street: '4100 Harbor Dr N',
        line2: 'STE 900',
        city: 'WICHITA',
        state: 'KS',
        postalCode: '67203-1234',
      },
      { lines: ['4100 NORTH HARBOR DR', 'SUITE 900', 'WICHITA KS 67203', 'USA'] },
      { line1: 'ATTN: A/R', line2: '4100 N HARBOR DR STE 900', city: 'Wichita, KS 67203' },
    ].map(raw => read(raw).key);
    expect(new Set(keys)).toEqual(new Set(['4100 N HARBOR DR|STE 900|WICHITA|KS|67203']));
  });

  it('keeps the person and the lockbox in the second line, and fields that are no address', () => {
    const { value } = read({
      use: 'REMIT_TO',
      line1: 'Lockbox 774190',
      line2: 'PO Box 774190',
      line3: 'Attn: Treasury',
      city: 'Chicago',
      state: 'IL',
      zip: '60677',
    });
    expect(value).toEqual({
      use: 'REMIT_TO',
      line1: 'PO BOX 774190',
      line2: 'LOCKBOX 774190, ATTN TREASURY',
      city: 'CHICAGO',
      state: 'IL',
      postalCode: '60677',
      country: 'US',
    });
  });

  it('gives a ZIP back its zeros and doubts one that lies in another state', () => {
    expect(read({ line1: '1 Elm St', city: 'Boston', state: 'MA', zip: '2139' })).toMatchObject({
      parts: { zip5: '02139' },
      faults: [{ code: 'ZIP_PADDED', severity: 'info' }],
    });
    expect(read('100 Main St, Reno CA 89501').faults).toMatchObject([
      { code: 'ZIP_STATE_MISMATCH', severity: 'warning', fix: 'The ZIP code lies in NV.' },
    ]);
    expect(read({ line1: '1 Elm St', city: 'Boston', state: 'XX', zip: '02139' }).faults).toMatchObject([
      { code: 'STATE_UNKNOWN' },
    ]);
    expect(read('1 Elm St').faults).toMatchObject([{ code: 'ADDRESS_INCOMPLETE' }]);
  });

  it('abroad is left as it is, and compares without diacritics', () => {
    const german = read({ line1: 'Hauptstraße 5', city: 'München', postalCode: '80331', country: 'Germany' });
    expect(german.value).toEqual({
      line1: 'Hauptstraße 5',
      city: 'München',
      postalCode: '80331',
      country: 'DE',
    });
    expect(german.key).toBe(
      read({ line1: 'HAUPTSTRASSE 5', city: 'MUNCHEN', postalCode: '80331', country: 'DEU' }).key,
    );
    expect(
      read({ line1: '10 King St W', city: 'Toronto', state: 'on', postalCode: 'm5h 1a1' }).value,
    ).toMatchObject({ country: 'CA', postalCode: 'M5H 1A1', state: 'ON' });
  });
});

const hospitals = new URL(
  '../../../../../shared/data/public/cms_hospital_general_information.csv',
  import.meta.url,
);
const present = existsSync(hospitals);
if (!present) console.warn('CMS hospital list absent: addresses of 5,381 real hospitals are not tested');

describe('addresses of US hospitals (CMS list)', () => {
  it.skipIf(!present)(
    'are understood: no false ZIP or state, number and street found, one line reads like fields',
    () => {
      const rows = parse<Record<string, string>>(readFileSync(hospitals, 'utf8'), { columns: true });
      let faulty = 0;
      let withoutStreet = 0;
      let different = 0;
      for (const row of rows) {
        const [line1 = '', city = '', state = '', zip = ''] = [
          row['Address'],
          row['City/Town'],
          row['State'],
          row['ZIP Code'],
        ];
        const fields = read({ line1, city, state, postalCode: zip });
        const line = read(`${line1}, ${city}, ${state} ${zip}`);
        if (fields.faults.length > 0) faulty++;
        if (fields.parts['streetNumber'] === undefined && fields.parts['poBox'] === undefined)
          withoutStreet++;
        if (fields.key !== line.key) different++;
      }
      expect(rows.length).toBeGreaterThan(5000);
      expect(faulty).toBe(0);
      expect(withoutStreet / rows.length).toBeLessThan(0.02);
      expect(different / rows.length).toBeLessThan(0.002);
    },
  );
});
