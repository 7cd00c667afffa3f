/** USPS Publication 28: street suffixes, directionals, secondary units, and words of highways. */

/** Standard suffix → spellings met in mail. Source: Publication 28, appendix C1. */
const SUFFIX_SPELLINGS: Readonly<Record<string, string>> = {
  ALY: 'ALLEE ALLEY ALLY', ANX: 'ANEX ANNEX ANNX', ARC: 'ARCADE', AVE: 'AV AVEN AVENU AVENUE AVN AVNUE',
  BCH: 'BEACH', BG: 'BURG', BGS: 'BURGS', BLF: 'BLUF BLUFF', BLFS: 'BLUFFS', BLVD: 'BOUL BOULEVARD BOULV',
  BND: 'BEND', BR: 'BRANCH BRNCH', BRG: 'BRDGE BRIDGE', BRK: 'BROOK', BRKS: 'BROOKS', BTM: 'BOT BOTTM BOTTOM',
  BYP: 'BYPA BYPAS BYPASS BYPS', BYU: 'BAYOO BAYOU', CIR: 'CIRC CIRCL CIRCLE CRCL CRCLE', CIRS: 'CIRCLES',
  CLB: 'CLUB', CLF: 'CLIFF', CLFS: 'CLIFFS', CMN: 'COMMON', CMNS: 'COMMONS', COR: 'CORNER', CORS: 'CORNERS',
  CP: 'CAMP CMP', CPE: 'CAPE', CRES: 'CRECENT CRESCENT CRESENT CRSCNT CRSENT CRSNT', CRK: 'CK CREEK', CRSE: 'COURSE',
  CRST: 'CREST', CSWY: 'CAUSEWAY CAUSWA CAUSWAY', CT: 'COURT CRT', CTR: 'CEN CENT CENTER CENTR CENTRE CNTER CNTR',
  CTRS: 'CENTERS', CTS: 'COURTS', CURV: 'CURVE', CV: 'COVE', CVS: 'COVES', CYN: 'CANYN CANYON CNYN', DL: 'DALE',
  DM: 'DAM', DR: 'DRIV DRIVE DRV', DRS: 'DRIVES', DV: 'DIV DIVIDE DVD', EST: 'ESTATE', ESTS: 'ESTATES',
  EXPY: 'EXP EXPR EXPRESS EXPRESSWAY EXPW', EXT: 'EXTENSION EXTN EXTNSN', EXTS: 'EXTENSIONS', FALL: '', FLD: 'FIELD',
  FLDS: 'FIELDS', FLS: 'FALLS', FLT: 'FLAT', FLTS: 'FLATS', FRD: 'FORD', FRDS: 'FORDS', FRG: 'FORG FORGE',
  FRGS: 'FORGES', FRK: 'FORK', FRKS: 'FORKS', FRST: 'FOREST FORESTS', FRY: 'FERRY FRRY', FT: 'FORT FRT',
  FWY: 'FREEWAY FREEWY FRWAY FRWY', GDN: 'GARDEN GARDN GRDEN GRDN', GDNS: 'GARDENS GRDNS', GLN: 'GLEN',
  GLNS: 'GLENS', GRN: 'GREEN', GRNS: 'GREENS', GRV: 'GROV GROVE', GRVS: 'GROVES',
  GTWY: 'GATEWAY GATEWY GATWAY GTWAY', HBR: 'HARB HARBOR HARBR HRBOR', HBRS: 'HARBORS', HL: 'HILL', HLS: 'HILLS',
  HOLW: 'HLLW HOLLOW HOLLOWS HOLWS', HTS: 'HEIGHT HEIGHTS HGTS HT', HVN: 'HAVEN HAVN',
  HWY: 'HIGHWAY HIGHWY HIWAY HIWY HWAY', INLT: 'INLET', IS: 'ISLAND ISLND', ISLE: 'ISLES', ISS: 'ISLANDS ISLNDS',
  JCT: 'JCTION JCTN JUNCTION JUNCTN JUNCTON', JCTS: 'JCTNS JUNCTIONS', KNL: 'KNOL KNOLL', KNLS: 'KNOLLS', KY: 'KEY',
  KYS: 'KEYS', LAND: '', LCK: 'LOCK', LCKS: 'LOCKS', LDG: 'LDGE LODG LODGE', LF: 'LOAF', LGT: 'LIGHT',
  LGTS: 'LIGHTS', LK: 'LAKE', LKS: 'LAKES', LN: 'LANE LANES', LNDG: 'LANDING LNDNG', LOOP: 'LOOPS', MALL: '',
  MDW: 'MEADOW', MDWS: 'MEADOWS MEDOWS', MEWS: '', ML: 'MILL', MLS: 'MILLS', MNR: 'MANOR', MNRS: 'MANORS',
  MSN: 'MISSION MISSN MSSN', MT: 'MNT MOUNT', MTN: 'MNTAIN MNTN MOUNTAIN MOUNTIN MTIN', MTNS: 'MNTNS MOUNTAINS',
  MTWY: 'MOTORWAY', NCK: 'NECK', OPAS: 'OVERPASS', ORCH: 'ORCHARD ORCHRD', OVAL: 'OVL', PARK: 'PARKS PK PRK',
  PASS: '', PATH: 'PATHS', PIKE: 'PIKES', PKWY: 'PARKWAY PARKWAYS PARKWY PKWAY PKWYS PKY', PL: 'PLACE', PLN: 'PLAIN',
  PLNS: 'PLAINES PLAINS', PLZ: 'PLAZA PLZA', PNE: 'PINE', PNES: 'PINES', PR: 'PRAIRIE PRARIE PRR', PRT: 'PORT',
  PRTS: 'PORTS', PSGE: 'PASSAGE', PT: 'POINT', PTS: 'POINTS', RADL: 'RAD RADIAL RADIEL', RD: 'ROAD',
  RDG: 'RDGE RIDGE', RDGS: 'RIDGES', RDS: 'ROADS', RIV: 'RIVER RIVR RVR', RNCH: 'RANCH RANCHES RNCHS', ROW: '',
  RPD: 'RAPID', RPDS: 'RAPIDS', RST: 'REST', RTE: 'ROUTE', RUE: '', RUN: '', SHL: 'SHOAL', SHLS: 'SHOALS',
  SHR: 'SHOAR SHORE', SHRS: 'SHOARS SHORES', SKWY: 'SKYWAY', SMT: 'SUMIT SUMITT SUMMIT', SPG: 'SPNG SPRING SPRNG',
  SPGS: 'SPNGS SPRINGS SPRNGS', SPUR: 'SPURS', SQ: 'SQR SQRE SQU SQUARE', SQS: 'SQRS SQUARES', ST: 'STR STREET STRT',
  STA: 'STATION STATN STN', STRA: 'STRAV STRAVE STRAVEN STRAVENUE STRAVN STRVN STRVNUE', STRM: 'STREAM STREME',
  STS: 'STREETS', TER: 'TERR TERRACE', TPKE: 'TPK TRNPK TRPK TURNPIKE TURNPK', TRAK: 'TRACK TRACKS TRK TRKS',
  TRCE: 'TRACE TRACES', TRFY: 'TRAFFICWAY', TRL: 'TR TRAIL TRAILS TRLS', TRWY: 'THROUGHWAY',
  TUNL: 'TUNEL TUNLS TUNNEL TUNNELS TUNNL', UN: 'UNION', UNS: 'UNIONS', UPAS: 'UNDERPASS',
  VIA: 'VDCT VIADCT VIADUCT', VIS: 'VIST VISTA VST VSTA', VL: 'VILLE', VLG: 'VILL VILLAG VILLAGE VILLG VILLIAGE',
  VLGS: 'VILLAGES', VLY: 'VALLEY VALLY VLLY', VLYS: 'VALLEYS', VW: 'VIEW', VWS: 'VIEWS', WALK: 'WALKS', WALL: '',
  WAY: 'WY', WL: 'WELL', WLS: 'WELLS', XING: 'CROSSING CRSSING CRSSNG', XRD: 'CROSSROAD', XRDS: 'CROSSROADS',
}; // prettier-ignore

function bySpelling(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([standard, spellings]) =>
      [standard, ...spellings.split(' ')].filter(word => word !== '').map(word => [word, standard] as const),
    ),
  );
}

/** Spelling → standard suffix (`AVENUE` → `AVE`). */
export const STREET_SUFFIXES: ReadonlyMap<string, string> = bySpelling(SUFFIX_SPELLINGS);

/**
 * Suffixes that end a street name even when more words follow in the same line: the ones that are seldom part of
 * a name of a building or a city.
 */
export const STRONG_SUFFIXES: ReadonlySet<string> = new Set(
  'AVE BLVD CIR CT DR EXPY FWY HWY LN LOOP PIKE PKWY PL PLZ RD SQ ST TER TRL TPKE WAY'.split(' '),
);

/** Directional in any spelling → its abbreviation. */
export const DIRECTIONALS: ReadonlyMap<string, string> = bySpelling({
  N: 'NORTH NO', S: 'SOUTH SO', E: 'EAST', W: 'WEST',
  NE: 'NORTHEAST', NW: 'NORTHWEST', SE: 'SOUTHEAST', SW: 'SOUTHWEST',
}); // prettier-ignore

/** Secondary units that need an identifier (`STE 900`). Source: Publication 28, appendix C2. */
export const NUMBERED_UNITS: ReadonlyMap<string, string> = bySpelling({
  APT: 'APARTMENT APMT', BLDG: 'BUILDING BLD BLG', DEPT: 'DEPARTMENT', FL: 'FLOOR FLR', HNGR: 'HANGAR HANGER', LOT: '', PIER: '', PMB: '',
  RM: 'ROOM', SLIP: '', SPC: 'SPACE', STE: 'SUITE SUIT', STOP: '', TRLR: 'TRAILER', UNIT: '', SLOT: '', MSC: '', MS: 'MAILSTOP', TOWER: 'TWR', WING: '',
}); // prettier-ignore

/** Secondary units that stand alone (`REAR`). Source: as above. */
export const LONE_UNITS: ReadonlyMap<string, string> = bySpelling({
  BSMT: 'BASEMENT', FRNT: 'FRONT', LBBY: 'LOBBY', LOWR: 'LOWER', OFC: 'OFFICE', PH: 'PENTHOUSE', REAR: '', SIDE: '', UPPR: 'UPPER',
}); // prettier-ignore

/** Numbers written as words at the start of an address (`ONE HARBOR PLAZA`). */
export const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  'ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE'
    .split(' ')
    .map((word, index) => [word, String(index + 1)]),
);

/** Ordinals written as words in street names (`FIFTH AVE`). */
export const ORDINAL_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    FIRST: '1ST', SECOND: '2ND', THIRD: '3RD', FOURTH: '4TH', FIFTH: '5TH', SIXTH: '6TH', SEVENTH: '7TH', EIGHTH: '8TH', NINTH: '9TH',
    TENTH: '10TH', ELEVENTH: '11TH', TWELFTH: '12TH', THIRTEENTH: '13TH', FOURTEENTH: '14TH', FIFTEENTH: '15TH', SIXTEENTH: '16TH',
  }),
); // prettier-ignore
