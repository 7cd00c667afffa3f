/**
 * States, territories and military "states" of US mail: code, name, and the first three ZIP digits in use there.
 * Source: USPS Publication 28 appendix B; ZIP prefixes from USPS labeling list L002, checked against the addresses
 * of 5,381 hospitals (CMS).
 */
const STATES: readonly (readonly [code: string, name: string, zipPrefixes: string])[] = [
  ['AL', 'ALABAMA', '350-369'],
  ['AK', 'ALASKA', '995-999'],
  ['AZ', 'ARIZONA', '850-865'],
  ['AR', 'ARKANSAS', '716-729,755'],
  ['CA', 'CALIFORNIA', '900-961'],
  ['CO', 'COLORADO', '800-816'],
  ['CT', 'CONNECTICUT', '060-069'],
  ['DE', 'DELAWARE', '197-199'],
  ['DC', 'DISTRICT OF COLUMBIA', '200-205,569'],
  ['FL', 'FLORIDA', '320-339,341-349'],
  ['GA', 'GEORGIA', '300-319,398-399'],
  ['HI', 'HAWAII', '967-968'],
  ['ID', 'IDAHO', '832-838'],
  ['IL', 'ILLINOIS', '600-629'],
  ['IN', 'INDIANA', '460-479'],
  ['IA', 'IOWA', '500-528'],
  ['KS', 'KANSAS', '660-679'],
  ['KY', 'KENTUCKY', '400-427'],
  ['LA', 'LOUISIANA', '700-714'],
  ['ME', 'MAINE', '039-049'],
  ['MD', 'MARYLAND', '206-219'],
  ['MA', 'MASSACHUSETTS', '010-027,055'],
  ['MI', 'MICHIGAN', '480-499'],
  ['MN', 'MINNESOTA', '550-567'],
  ['MS', 'MISSISSIPPI', '386-397'],
  ['MO', 'MISSOURI', '630-658'],
  ['MT', 'MONTANA', '590-599'],
  ['NE', 'NEBRASKA', '680-693'],
  ['NV', 'NEVADA', '889-898'],
  ['NH', 'NEW HAMPSHIRE', '030-038'],
  ['NJ', 'NEW JERSEY', '070-089'],
  ['NM', 'NEW MEXICO', '870-884'],
  ['NY', 'NEW YORK', '005,063,100-149'],
  ['NC', 'NORTH CAROLINA', '270-289'],
  ['ND', 'NORTH DAKOTA', '580-588'],
  ['OH', 'OHIO', '430-459'],
  ['OK', 'OKLAHOMA', '730-732,734-749'],
  ['OR', 'OREGON', '970-979'],
  ['PA', 'PENNSYLVANIA', '150-196'],
  ['RI', 'RHODE ISLAND', '028-029'],
  ['SC', 'SOUTH CAROLINA', '290-299'],
  ['SD', 'SOUTH DAKOTA', '570-577'],
  ['TN', 'TENNESSEE', '370-385'],
  ['TX', 'TEXAS', '733,750-799,885'],
  ['UT', 'UTAH', '840-847'],
  ['VT', 'VERMONT', '050-054,056-059'],
  ['VA', 'VIRGINIA', '201,220-246'],
  ['WA', 'WASHINGTON', '980-994'],
  ['WV', 'WEST VIRGINIA', '247-268'],
  ['WI', 'WISCONSIN', '530-549'],
  ['WY', 'WYOMING', '820-831,834'],
  ['PR', 'PUERTO RICO', '006-007,009'],
  ['VI', 'VIRGIN ISLANDS', '008'],
  ['GU', 'GUAM', '969'],
  ['AS', 'AMERICAN SAMOA', '967'],
  ['MP', 'NORTHERN MARIANA ISLANDS', '969'],
  ['FM', 'FEDERATED STATES OF MICRONESIA', '969'],
  ['MH', 'MARSHALL ISLANDS', '969'],
  ['PW', 'PALAU', '969'],
  ['AA', 'ARMED FORCES AMERICAS', '340'],
  ['AE', 'ARMED FORCES EUROPE', '090-098'],
  ['AP', 'ARMED FORCES PACIFIC', '962-966'],
];

/** Older and other spellings: traditional abbreviations of the Associated Press, former names. */
const OTHER_SPELLINGS: Readonly<Record<string, string>> = {
  ALA: 'AL', ARIZ: 'AZ', ARK: 'AR', CALIF: 'CA', CAL: 'CA', COLO: 'CO', CONN: 'CT', DEL: 'DE', 'D C': 'DC', FLA: 'FL', ILL: 'IL', IND: 'IN', KAN: 'KS', KANS: 'KS',
  MASS: 'MA', MICH: 'MI', MINN: 'MN', MISS: 'MS', MONT: 'MT', NEB: 'NE', NEBR: 'NE', NEV: 'NV', 'N H': 'NH', 'N J': 'NJ', 'N M': 'NM', 'N Y': 'NY', 'N C': 'NC',
  'N D': 'ND', OKLA: 'OK', ORE: 'OR', OREG: 'OR', PENN: 'PA', PENNA: 'PA', 'P R': 'PR', 'R I': 'RI', 'S C': 'SC', 'S D': 'SD', TENN: 'TN', TEX: 'TX', VIRG: 'VA', WASH: 'WA',
  'W VA': 'WV', WISC: 'WI', WIS: 'WI', WYO: 'WY', 'US VIRGIN ISLANDS': 'VI',
}; // prettier-ignore

const BY_SPELLING: ReadonlyMap<string, string> = new Map([
  ...STATES.flatMap(([code, name]) => [[code, code] as const, [name, code] as const]),
  ...Object.entries(OTHER_SPELLINGS),
]);

function prefixesOf(ranges: string): readonly string[] {
  return ranges.split(',').flatMap(range => {
    const [from = '', to = from] = range.split('-');
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, step) =>
      String(Number(from) + step).padStart(3, '0'),
    );
  });
}

const STATES_BY_PREFIX: ReadonlyMap<string, ReadonlySet<string>> = STATES.reduce(
  (byPrefix, [code, , ranges]) => {
    for (const prefix of prefixesOf(ranges))
      byPrefix.set(prefix, (byPrefix.get(prefix) ?? new Set()).add(code));
    return byPrefix;
  },
  new Map<string, Set<string>>(),
);

/** State code for a code, name or subdivision code in upper case without dots (`KANSAS`, `US-KS`), or `null`. */
export function stateOf(text: string): string | null {
  const bare = text.replace(/^(?:US|USA)-/, '');
  return BY_SPELLING.get(bare) ?? null;
}

/** Longest spelling of a state in words, for reading a line from its end. */
export const STATE_WORDS_MAX = 4;

/** Whether a ZIP lies in the state. Unknown prefixes give `true`: USPS opens new ones. */
export function zipFitsState(zip: string, state: string): boolean {
  return STATES_BY_PREFIX.get(zip.slice(0, 3))?.has(state) ?? true;
}

/** The state of a ZIP where its prefix serves only one, else `null`. */
export function stateOfZip(zip: string): string | null {
  const states = STATES_BY_PREFIX.get(zip.slice(0, 3));
  return states?.size === 1 ? ([...states][0] ?? null) : null;
}

/** Provinces and territories of Canada. Source: Canada Post. */
export const CANADIAN_PROVINCES: ReadonlySet<string> = new Set(
  'AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' '),
);
