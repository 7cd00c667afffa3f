/**
 * How often each kind of noise happens to one copy (domain reference, 5.3, "Field noise"). Rates that the
 * reference marks as not found in any publication are judgement; they are all in this one place.
 */
export const NOISE_RATES = {
  caseChange: 0.5,
  legalFormDropped: 0.3,
  legalFormRespelled: 0.3,
  legalFormChanged: 0.02,
  punctuation: 0.15,
  abbreviation: 0.18,
  oneEdit: 0.04,
  twoEdits: 0.006,
  tradeName: 0.06,
  wordOrder: 0.02,
  joinedWords: 0.02,
  formerName: 0.5,
  tinDigits: 0.004,
  tinDummy: 0.003,
  addressStyle: 0.4,
  suiteMoved: 0.15,
  postOfficeBox: 0.1,
  oldAddress: 0.05,
  zip4Missing: 0.6,
  zipZeroLost: 0.03,
  phoneFormat: 0.7,
  phoneMissing: 0.25,
  bankStale: 0.02,
  mpnPunctuation: 0.3,
  mpnLeadingZero: 0.03,
  mpnPrefix: 0.05,
  mpnMissing: 0.25,
  gtinMissing: 0.45,
  gtinWrongLevel: 0.03,
  gtinBadCheck: 0.0005,
  unspscMissing: 0.25,
  unspscClassLevel: 0.15,
  uomSynonym: 0.25,
  uomUnknown: 0.01,
  qoeWrong: 0.015,
  descriptionStyle: 0.6,
  priceMismatch: 0.1,
  costCenterStale: 0.04,
  locationAlias: 0.35,
  mojibake: 0.003,
  requiredMissing: 0.01,
  glnMissing: 0.4,
  dunsMissing: 0.5,
} as const;

/** Share of copies without a tax id, per source. */
export const TIN_MISSING: Readonly<Record<string, number>> = {
  'oracle-fusion': 0.04,
  sap: 0.1,
  coupa: 0.15,
  vms: 0.3,
};

/** A noise operator. */
export type Noise = keyof typeof NOISE_RATES;
