/**
 * Legal forms: canonical code, then the spellings that mean it (as words of a comparison key: upper case, no
 * punctuation, single letters joined). Codes are short local ones, not ISO 20275 ELF codes, because those
 * depend on the jurisdiction, which a name does not tell. Spellings: GLEIF ELF list 1.4.1 (CC0) for forms met
 * among US hospitals' vendors, and vendor files.
 */
const FORMS: readonly (readonly [code: string, ...spellings: string[]])[] = [
  ['INC', 'INCORPORATED', 'INCORP', 'INCORPORATION'], ['CORP', 'CORPORATION', 'CORPN'], ['CO', 'COMPANY', 'COMP', 'CIE', 'COS', 'COMPANIES'],
  ['LTD', 'LIMITED', 'LTDA'], ['LLC', 'LIMITED LIABILITY COMPANY', 'LIMITED LIABILITY CO', 'LTD LIABILITY CO', 'LTD LIABILITY COMPANY'],
  ['LC', 'LIMITED COMPANY'], ['PLLC', 'PROFESSIONAL LIMITED LIABILITY COMPANY', 'PROFESSIONAL LLC', 'PLC PROFESSIONAL'],
  ['LLP', 'LIMITED LIABILITY PARTNERSHIP'], ['LP', 'LIMITED PARTNERSHIP', 'LTD PARTNERSHIP'], ['LLLP', 'LIMITED LIABILITY LIMITED PARTNERSHIP'],
  ['GP', 'GENERAL PARTNERSHIP'], ['PC', 'PROFESSIONAL CORPORATION', 'PROFESSIONAL CORP', 'PROF CORP'], ['PA', 'PROFESSIONAL ASSOCIATION', 'PROF ASSN'],
  ['PSC', 'PROFESSIONAL SERVICE CORPORATION', 'PROFESSIONAL SERVICE CORP'], ['APC', 'A PROFESSIONAL CORPORATION', 'A PROFESSIONAL CORP'],
  ['APMC', 'A PROFESSIONAL MEDICAL CORPORATION', 'A PROFESSIONAL MEDICAL CORP'], ['CHTD', 'CHARTERED'],
  ['NFP', 'NOT FOR PROFIT', 'NONPROFIT CORPORATION', 'NONPROFIT CORP'], ['NA', 'NATIONAL ASSOCIATION', 'NATL ASSN'],
  ['FSB', 'FEDERAL SAVINGS BANK'], ['SSB', 'STATE SAVINGS BANK'], ['FCU', 'FEDERAL CREDIT UNION'], ['TRUST', 'TR'], ['BUSINESS TRUST'], ['REIT'],
  ['PBC', 'PUBLIC BENEFIT CORPORATION', 'PUBLIC BENEFIT CORP'], ['COOP', 'COOPERATIVE'], ['SOLE PROPRIETOR', 'SOLE PROP', 'SOLE PROPRIETORSHIP'],
  ['PLC', 'PUBLIC LIMITED COMPANY'], ['ULC', 'UNLIMITED LIABILITY COMPANY', 'UNLIMITED LIABILITY CORPORATION'], ['CIC'], ['LTEE', 'LIMITEE'],
  ['PTY LTD', 'PTY LIMITED', 'PROPRIETARY LIMITED', 'PROPRIETARY LTD'], ['PTY'], ['PTE LTD', 'PTE LIMITED', 'PRIVATE LIMITED', 'PRIVATE LTD'], ['PTE'],
  ['PVT LTD', 'PVT LIMITED'], ['SDN BHD', 'SENDIRIAN BERHAD'], ['BHD', 'BERHAD'], ['CO LTD', 'COMPANY LIMITED', 'COMPANY LTD', 'CO LIMITED'],
  ['GMBH', 'GESELLSCHAFT MIT BESCHRANKTER HAFTUNG', 'MBH', 'GGMBH'], ['GMBH CO KG', 'GMBH AND CO KG', 'GMBH AND COMPANY KG', 'GMBH AND CO KGAA'],
  ['UG', 'UG HAFTUNGSBESCHRANKT', 'UNTERNEHMERGESELLSCHAFT'], ['AG', 'AKTIENGESELLSCHAFT'], ['KG', 'KOMMANDITGESELLSCHAFT'], ['KGAA'], ['OHG'], ['GBR'], ['EK'],
  ['EV'], ['EG'], ['SE', 'SOCIETAS EUROPAEA'], ['SA', 'SOCIETE ANONYME', 'SOCIEDAD ANONIMA'], ['SAS', 'SOCIETE PAR ACTIONS SIMPLIFIEE'], ['SASU'],
  ['SARL', 'SOCIETE A RESPONSABILITE LIMITEE'], ['SCA'], ['SNC'], ['EURL'], ['SRL', 'SOCIETA A RESPONSABILITA LIMITATA', 'SRLS', 'SOCIETATEA CU RASPUNDERE LIMITATA', 'SOCIEDAD DE RESPONSABILIDAD LIMITADA'], ['SPA', 'SOCIETA PER AZIONI'],
  ['BV', 'BESLOTEN VENNOOTSCHAP'], ['NV', 'NAAMLOZE VENNOOTSCHAP'], ['VOF'], ['BVBA'], ['AB', 'AKTIEBOLAG'], ['AS', 'AKTIESELSKAB', 'AKSJESELSKAP'],
  ['ASA', 'ALLMENNAKSJESELSKAP'], ['APS', 'ANPARTSSELSKAB'], ['OY', 'OSAKEYHTIO', 'OY AB'], ['OYJ', 'OYJ ABP', 'ABP'], ['EHF'], ['HF'],
  ['KK', 'KABUSHIKI KAISHA', 'KABUSHIKI GAISHA', '株式会社'], ['GK', 'GODO KAISHA', '合同会社'], ['YK', '有限会社'], ['SL', 'SOCIEDAD LIMITADA'], ['SLU'], ['SAU'],
  ['LDA', 'LIMITADA'], ['SA DE CV', 'SOCIEDAD ANONIMA DE CAPITAL VARIABLE'], ['S DE RL', 'S DE RL DE CV', 'SDE RL DE CV'], ['SAPI DE CV'], ['EIRELI'],
  ['SP ZOO', 'SP Z OO', 'SPOLKA Z OO', 'SPOLKA Z OGRANICZONA ODPOWIEDZIALNOSCIA'], ['SRO', 'SPOL SRO', 'SPOL S RO'], ['KFT'], ['ZRT'], ['NYRT'],
  ['DOO'], ['EOOD'], ['OOD'], ['OOO', 'ООО', 'OBSHCHESTVO S OGRANICHENNOY OTVETSTVENNOSTYU'],
  ['ZAO', 'ЗАО', 'CJSC', 'CLOSED JOINT STOCK COMPANY'], ['PAO', 'ПАО', 'PJSC', 'PUBLIC JOINT STOCK COMPANY'], ['OAO', 'ОАО', 'OJSC', 'OPEN JOINT STOCK COMPANY'],
  ['AO', 'АО', 'AKTSIONERNOE OBSHCHESTVO'], ['ANO', 'АНО'], ['OU'], ['UAB'], ['SIA'],
  ['LTD STI', 'LIMITED SIRKETI'], ['JSC', 'JOINT STOCK COMPANY'], ['FZE'], ['FZCO'], ['FZ LLC'], ['WLL'], ['TBK'], ['SAOG'], ['SAL'],
]; // prettier-ignore

const BY_SPELLING: ReadonlyMap<string, string> = new Map(
  FORMS.flatMap(([code, ...spellings]) => [code, ...spellings].map(spelling => [spelling, code] as const)),
);

/** No form has more words than this; bounds the look-up at the end of a name. */
const LEGAL_FORM_WORDS_MAX = Math.max(...[...BY_SPELLING.keys()].map(spelling => spelling.split(' ').length));

/** A legal form found in a name: its code and how many words spell it. */
export interface LegalFormAt {
  readonly code: string;
  readonly words: number;
}

/** The longest legal form that ends just before `end`, never reaching back to word 0: a name is not all form. */
export function legalFormEndingAt(words: readonly string[], end: number): LegalFormAt | null {
  for (let count = Math.min(LEGAL_FORM_WORDS_MAX, end - 1); count > 0; count--) {
    const code = BY_SPELLING.get(
      count === 1 ? (words[end - 1] ?? '') : words.slice(end - count, end).join(' '),
    );
    if (code !== undefined) return { code, words: count };
  }
  return null;
}

/** The longest legal form with which the words begin, at most all of them; `null` when there is none. */
export function legalFormAt(words: readonly string[]): LegalFormAt | null {
  for (let count = Math.min(LEGAL_FORM_WORDS_MAX, words.length); count > 0; count--) {
    const code = BY_SPELLING.get(words.slice(0, count).join(' '));
    if (code !== undefined) return { code, words: count };
  }
  return null;
}

/** Forms that stand before the name in some languages and are no ordinary words. */
const LEADING_FORMS: ReadonlySet<string> = new Set(
  'LLC OOO ZAO PAO OAO AO ANO JSC SRL UAB SIA AB EOOD OOD'.split(' '),
);

/** Whether a form that begins a name is one: OOO GAZPROM, but not TRUST HOUSE. */
export function isLeadingForm(code: string): boolean {
  return LEADING_FORMS.has(code);
}

/** Forms that clerks write for each other, or that name one kind of company in two languages. */
const FAMILIES: readonly (readonly string[])[] = [
  ['INC', 'CORP', 'CO'],
  ['LTD', 'CO LTD', 'PTE LTD', 'PTY LTD', 'PVT LTD', 'PTY', 'PTE'],
  ['LLC', 'LC', 'PLLC', 'OOO'],
  ['JSC', 'AO', 'OAO', 'PAO', 'ZAO'],
  ['SP ZOO', 'SRO', 'DOO'],
];
const FAMILY_OF: ReadonlyMap<string, string> = new Map(
  FAMILIES.flatMap(forms => forms.map(form => [form, forms[0]!] as const)),
);

/** The family of a form by its first member; the form itself when it is in none. */
export function legalFormFamily(code: string): string {
  return FAMILY_OF.get(code) ?? code;
}

/** Whether a joined run of single letters spells a form (`L L C`); two letters are too easily initials. */
export function isSpelledOutForm(joined: string): boolean {
  return joined.length >= 3
    ? BY_SPELLING.has(joined)
    : joined === 'LP' || joined === 'PC' || joined === 'PA' || joined === 'NA';
}

/**
 * Forms that end a name even when more words follow (`ABBOTT INC VASCULAR`): those that are no ordinary words,
 * state codes or initials.
 */
export const UNMISTAKABLE_FORMS: ReadonlySet<string> = new Set([
  'INC',
  'LLC',
  'PLLC',
  'LLP',
  'GMBH',
  'CORP',
  'LTD',
]);
