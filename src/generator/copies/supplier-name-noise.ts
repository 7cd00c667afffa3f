/** How a supplier's name looks after one clerk in one system has typed it. */
import { otherLegalForm } from '../things/legal-forms.js';
import { mangled, withTypo, type NoiseSource } from './noise.js';
import type { PatternSet } from './patterns.js';
import { at } from '../seed/random.js';
import type { Supplier } from '../things/supplier.js';

/** A name as one system has it, the legal form apart because some formats hold it in another field. */
export interface NameCopy {
  readonly core: string;
  /** Spelled legal form, or empty. */
  readonly form: string;
  /** Both, joined as this copy joins them. */
  readonly full: string;
}

const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Services', ['Svcs', 'Svc', 'Serv']],
  ['Medical', ['Med', 'Medl']],
  ['Supply', ['Sply', 'Sup']],
  ['Health', ['Hlth']],
  ['Hospital', ['Hosp']],
  ['International', ['Intl', "Int'l"]],
  ['Distribution', ['Dist', 'Distr']],
  ['Distributors', ['Dist', 'Distrs']],
  ['Systems', ['Sys']],
  ['Group', ['Grp']],
  ['Associates', ['Assoc', 'Assn']],
  ['Management', ['Mgmt']],
  ['Technologies', ['Tech', 'Techs']],
  ['Products', ['Prods', 'Prod']],
  ['Equipment', ['Equip', 'Eqpt']],
  ['Solutions', ['Soln', 'Sols']],
  ['Laboratory', ['Lab']],
  ['Laboratories', ['Labs']],
  ['Pharmaceutical', ['Pharm']],
  ['Professionals', ['Profs']],
  ['Surgical', ['Surg']],
  ['Staffing', ['Stfg']],
  ['Department', ['Dept']],
  ['National', ['Natl', "Nat'l"]],
  ['American', ['Amer']],
  ['Center', ['Ctr']],
  ['Environmental', ['Env', 'Envir']],
  ['Orthopedics', ['Ortho']],
  ['Orthopaedics', ['Ortho']],
]);

/** What a format allows of the noise. */
interface NameLimits {
  /** The legal form stays as it is: sisters and namesakes differ in nothing else. */
  readonly keepForm: boolean;
  /** The name must be the legal one: trade names go to another field. */
  readonly legalOnly: boolean;
}

/** The name of one copy; what was done to it is added to `patterns`. */
export function copySupplierName(
  supplier: Supplier,
  noise: NoiseSource,
  limits: NameLimits,
  patterns: PatternSet,
): NameCopy {
  if (supplier.kind === 'physician') return personName(supplier, noise, patterns);
  let core = supplier.core;
  if (supplier.formerCore !== '' && noise.happens('formerName')) {
    core = supplier.formerCore;
    patterns.add('D12');
  } else if (supplier.dba !== '' && !limits.legalOnly && noise.hits('tradeName', 0.5)) {
    patterns.add('D8');
    core = noise.variant('tradeName', 3) === 0 ? `${supplier.core} DBA ${supplier.dba}` : supplier.dba;
  }
  core = restyled(core, noise, patterns);
  core = misspelled(core, supplier, noise, patterns);
  const form = limits.keepForm ? officialForm(supplier) : copiedForm(supplier, noise, patterns);
  return cased(core, form, noise, patterns);
}

function officialForm(supplier: Supplier): string {
  return supplier.form === undefined ? '' : at(supplier.form.spellings, 0);
}

function copiedForm(supplier: Supplier, noise: NoiseSource, patterns: PatternSet): string {
  const { form } = supplier;
  if (form === undefined) return '';
  if (supplier.place.pattern === 'N4') return officialForm(supplier);
  if (noise.happens('legalFormDropped')) {
    patterns.add('D3');
    return '';
  }
  if (noise.happens('legalFormChanged')) {
    patterns.add('D3');
    return at(otherLegalForm(form, noise.variant('legalFormChanged', 4)).spellings, 0);
  }
  if (noise.happens('legalFormRespelled')) {
    const spelling = at(form.spellings, 1 + noise.variant('legalFormRespelled', form.spellings.length - 1));
    patterns.add(spelling.length > 4 ? 'D3' : 'D1');
    return spelling;
  }
  return officialForm(supplier);
}

/** Abbreviations, punctuation, initials, articles and joined words: other spellings, no errors. */
function restyled(name: string, noise: NoiseSource, patterns: PatternSet): string {
  let core = name;
  if (noise.happens('abbreviation')) {
    const short = core.replaceAll(/[A-Z][a-z]+/g, word => {
      const forms = ABBREVIATIONS.get(word);
      return forms === undefined ? word : at(forms, noise.variant('abbreviation', forms.length));
    });
    if (short !== core) patterns.add('D4');
    core = short;
  }
  if (noise.happens('punctuation')) {
    const variant = noise.variant('punctuation', 3);
    const repunctuated = core.includes(' & ')
      ? core.replace(' & ', variant === 0 ? ' and ' : variant === 1 ? ' + ' : '&')
      : core.replace(/ (?=\S+$)/, variant === 0 ? '-' : variant === 1 ? ', ' : '  ');
    if (repunctuated !== core) patterns.add('D1');
    core = repunctuated;
    const initials = /^([A-Z]{2,3}) /.exec(core)?.[1];
    if (initials !== undefined) {
      patterns.add('D2');
      core = initials.split('').join(variant === 0 ? '.' : ' ') + core.slice(initials.length);
    }
  }
  if (core.startsWith('The ') && noise.hits('wordOrder', 0.6)) {
    patterns.add('D5');
    core = noise.variant('wordOrder', 2) === 0 ? `${core.slice(4)}, The` : core.slice(4);
  }
  if (noise.happens('joinedWords')) {
    const joined = core.replace(/([a-z]) (?=[A-Z][a-z])/, '$1');
    if (joined !== core) patterns.add('D6');
    core = joined;
  }
  return core;
}

/** Typing errors and encoding damage. Payee series are printed from a list: their tails are never mistyped. */
function misspelled(name: string, supplier: Supplier, noise: NoiseSource, patterns: PatternSet): string {
  let core = name;
  if (supplier.place.pattern !== 'N3') {
    const edits = noise.happens('twoEdits') ? 2 : noise.happens('oneEdit') ? 1 : 0;
    for (let edit = 0; edit < edits; edit++) {
      core = withTypo(core, noise.key, edit);
      patterns.add('D7');
    }
  }
  return noise.happens('mojibake') ? mangled(core, noise.variant('mojibake', 3)) : core;
}

function cased(core: string, form: string, noise: NoiseSource, patterns: PatternSet): NameCopy {
  const joint = form === '' ? '' : noise.variant('caseChange', 10) < 3 ? ', ' : ' ';
  if (!noise.happens('caseChange')) return { core, form, full: core + joint + form };
  patterns.add('D1');
  if (noise.variant('caseChange', 7) === 0) {
    const lower = core.toLowerCase();
    return { core: lower, form: form.toLowerCase(), full: lower + joint + form.toLowerCase() };
  }
  const upper = core.toUpperCase();
  return { core: upper, form: form.toUpperCase(), full: upper + joint + form.toUpperCase() };
}

/** `Oyelaran, Dana N`, `Dr Dana N Oyelaran`, `DANA N OYELARAN MD`. */
function personName(supplier: Supplier, noise: NoiseSource, patterns: PatternSet): NameCopy {
  const [last = '', given = ''] = supplier.core.split(', ');
  const variant = noise.variant('wordOrder', 4);
  const ordered =
    variant === 0
      ? `Dr ${given} ${last}`
      : variant === 1
        ? `${given} ${last} MD`
        : variant === 2
          ? `${last} ${given}`
          : supplier.core;
  if (variant < 3) patterns.add('D5');
  let core = ordered;
  if (noise.happens('oneEdit')) {
    core = withTypo(core, noise.key, 0);
    patterns.add('D7');
  }
  if (noise.happens('caseChange')) {
    core = core.toUpperCase();
    patterns.add('D1');
  }
  return { core, form: '', full: core };
}
