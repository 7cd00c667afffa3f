/**
 * Units of measure of the canonical model: X12 element 355 code, UN/ECE Recommendation 20/21 code, name.
 * A working subset for medical supplies, written from memory of the public lists: an installation that
 * licenses the full lists loads its own units as reference data.
 */
const ROWS: readonly (readonly [x12: string, rec20: string, name: string])[] = [
  ['EA', 'EA', 'each'], ['PR', 'PR', 'pair'], ['PC', 'C62', 'piece'], ['ST', 'SET', 'set'], ['KT', 'KT', 'kit'],
  ['BX', 'XBX', 'box'], ['CA', 'XCS', 'case'], ['CT', 'XCT', 'carton'], ['PK', 'XPK', 'package'], ['BG', 'XBG', 'bag'],
  ['BO', 'XBO', 'bottle'], ['CN', 'XCA', 'can'], ['TU', 'XTU', 'tube'], ['RL', 'XRO', 'roll'], ['RE', 'XRL', 'reel'],
  ['PA', 'XBJ', 'pail'], ['TR', 'XPU', 'tray'], ['CS', 'XCQ', 'cassette'], ['CX', 'XCY', 'coil'], ['BT', 'XB4', 'belt'],
  ['JR', 'XJR', 'jar'], ['VI', 'XVI', 'vial'], ['AM', 'XAM', 'ampoule'], ['SR', 'XRG', 'strip'], ['SH', 'XST', 'sheet'],
  ['PD', 'XPD', 'pad'], ['PL', 'XPX', 'pallet'], ['DR', 'XDR', 'drum'], ['CY', 'XCY', 'cylinder'], ['BD', 'XBE', 'bundle'],
  ['SL', 'XSV', 'sleeve'], ['CB', 'XCR', 'crate'], ['SP', 'XSO', 'spool'], ['EV', 'XEN', 'envelope'], ['PH', 'XPH', 'pack'],
  ['DZ', 'DZN', 'dozen'], ['GS', 'GRO', 'gross'], ['HU', 'CEN', 'hundred'], ['TH', 'MIL', 'thousand'],
  ['GR', 'GRM', 'gram'], ['KG', 'KGM', 'kilogram'], ['ME', 'MGM', 'milligram'], ['LB', 'LBR', 'pound'], ['OZ', 'ONZ', 'ounce'],
  ['ML', 'MLT', 'millilitre'], ['LT', 'LTR', 'litre'], ['GA', 'GLL', 'gallon'], ['QT', 'QT', 'quart'], ['FO', 'OZA', 'fluid ounce'],
  ['MM', 'MMT', 'millimetre'], ['CM', 'CMT', 'centimetre'], ['MR', 'MTR', 'metre'], ['IN', 'INH', 'inch'], ['FT', 'FOT', 'foot'],
  ['YD', 'YRD', 'yard'], ['SF', 'FTK', 'square foot'], ['DO', 'E27', 'dose'], ['TE', 'TST', 'test'], ['UN', 'C62', 'unit'],
  ['HR', 'HUR', 'hour'], ['DA', 'DAY', 'day'], ['WK', 'WEE', 'week'], ['MO', 'MON', 'month'], ['YR', 'ANN', 'year'],
  ['JB', 'E51', 'job'], ['VS', 'E54', 'visit'], ['LO', 'XLT', 'lot'],
]; // prettier-ignore

/** X12 355 code → UN/ECE code and name. */
export const UNITS_OF_MEASURE: ReadonlyMap<string, { readonly rec20: string; readonly name: string }> =
  new Map(ROWS.map(([x12, rec20, name]) => [x12, { rec20, name }]));
