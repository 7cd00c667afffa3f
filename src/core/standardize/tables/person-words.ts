/** Words around persons' names. Own lists, from provider and contact files. */

/** Titles before the name. */
export const GIVEN_NAME_PREFIXES: ReadonlySet<string> = new Set(
  'MR MRS MS MISS DR DOCTOR PROF PROFESSOR REV HON SIR SR SISTER FR FATHER'.split(' '),
);

/** Generation suffixes. */
export const PERSON_SUFFIXES: ReadonlySet<string> = new Set('JR SR II III IV 2ND 3RD 4TH ESQ'.split(' '));

/** Academic and professional credentials after the name. */
export const PERSON_CREDENTIALS: ReadonlySet<string> = new Set(
  (
    'MD DO PHD DDS DMD DPM OD DC RN LPN NP ARNP APRN CRNA CNM PA PAC RPH PHARMD DPT PT OT OTR SLP LCSW LMFT LPC PSYD EDD JD MPH MBA MSN BSN ' +
    'MSW MS MA BS BA CPA FACS FACP FAAP FACC FACOG FNP ANP DNP RD LD CNS RT CST PE CMRP'
  ).split(' '),
);

/** Credentials that mean nothing else at the end of an organisation's name, as physicians among the payees write them. */
export const UNMISTAKABLE_CREDENTIALS: ReadonlySet<string> = new Set(
  'MD DO DDS DMD DPM DVM PHD PHARMD'.split(' '),
);

/** Particles that belong to the family name behind them. */
export const FAMILY_PARTICLES: ReadonlySet<string> = new Set(
  'VAN VON DER DEN DE DEL DELLA DI DA DOS DAS DU LA LE LOS LAS EL AL BIN IBN TER TEN ST SAINT SAN MAC MC O VANDER'.split(
    ' ',
  ),
);
