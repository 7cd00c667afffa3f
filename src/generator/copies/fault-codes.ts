/**
 * Codes of the faults that are planted on purpose. They are the codes that the standardizers and quality rules
 * report, so that the truth files can be compared with what the hub finds.
 */
export const FAULTS = {
  einDummy: 'EIN_DUMMY',
  glnCheckDigit: 'GLN_CHECK_DIGIT',
  gtinCheckDigit: 'GTIN_CHECK_DIGIT',
  npiCheckDigit: 'NPI_CHECK_DIGIT',
  abaCheckDigit: 'ABA_CHECK_DIGIT',
  uomUnknown: 'UOM_UNKNOWN',
  eachQoe: 'EA_QOE_NOT_1',
  /** The same error in a contract's price line, where a quality rule finds it. */
  lineEachQoe: 'EA_QOE_NOT_ONE',
  dateFormat: 'DATE_FORMAT',
  unspscNotCommodity: 'UNSPSC_NOT_COMMODITY',
  supplierNameMissing: 'LEGAL_NAME_MISSING',
  itemDescriptionMissing: 'DESCRIPTION_MISSING',
  locationNameMissing: 'NAME_MISSING',
} as const;
