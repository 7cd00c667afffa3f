/**
 * Where addresses are: real cities with a real ZIP prefix and area code, so that ZIP ↔ state checks have
 * something to hold on to. Streets and numbers are invented.
 */
import { at, below, chance, draw, field, fold, pick, type Key } from '../seed/random.js';

/** A US address as its owner would write it, in parts. */
export interface Address {
  readonly street: string;
  /** `Suite 900`, or empty. */
  readonly unit: string;
  readonly city: string;
  /** Two-letter code. */
  readonly state: string;
  readonly zip: string;
  readonly zip4: string;
  /** Area code of the city. */
  readonly areaCode: string;
}

/** city | state | first three digits of the ZIP | area code */
const CITY_ROWS = `Wichita|KS|672|316;Duluth|MN|558|218;Chicago|IL|606|312;Los Angeles|CA|900|213;Grand Rapids|MI|495|616;Kalamazoo|MI|490|269;
Houston|TX|770|713;Phoenix|AZ|850|602;Philadelphia|PA|191|215;San Antonio|TX|782|210;San Diego|CA|921|619;Dallas|TX|752|214;Austin|TX|787|512;
Jacksonville|FL|322|904;Columbus|OH|432|614;Charlotte|NC|282|704;Indianapolis|IN|462|317;Seattle|WA|981|206;Denver|CO|802|303;Boston|MA|021|617;
Nashville|TN|372|615;Portland|OR|972|503;Oklahoma City|OK|731|405;Las Vegas|NV|891|702;Baltimore|MD|212|410;Louisville|KY|402|502;
Milwaukee|WI|532|414;Albuquerque|NM|871|505;Tucson|AZ|857|520;Fresno|CA|937|559;Sacramento|CA|958|916;Kansas City|MO|641|816;Atlanta|GA|303|404;
Omaha|NE|681|402;Raleigh|NC|276|919;Miami|FL|331|305;Cleveland|OH|441|216;Tulsa|OK|741|918;Oakland|CA|946|510;Minneapolis|MN|554|612;
Tampa|FL|336|813;New Orleans|LA|701|504;Honolulu|HI|968|808;Newark|NJ|071|973;Saint Louis|MO|631|314;Pittsburgh|PA|152|412;Cincinnati|OH|452|513;
Anchorage|AK|995|907;Greensboro|NC|274|336;Lincoln|NE|685|402;Buffalo|NY|142|716;Fort Wayne|IN|468|260;Orlando|FL|328|407;Toledo|OH|436|419;
Madison|WI|537|608;Boise|ID|837|208;Richmond|VA|232|804;Baton Rouge|LA|708|225;Des Moines|IA|503|515;Spokane|WA|992|509;Rochester|NY|146|585;
Birmingham|AL|352|205;Salt Lake City|UT|841|801;Little Rock|AR|722|501;Worcester|MA|016|508;Providence|RI|029|401;Hartford|CT|061|860;
Bridgeport|CT|066|203;Jackson|MS|392|601;Mobile|AL|366|251;Montgomery|AL|361|334;Knoxville|TN|379|865;Sioux Falls|SD|571|605;Fargo|ND|581|701;
Billings|MT|591|406;Cheyenne|WY|820|307;Manchester|NH|031|603;Burlington|VT|054|802;Portland|ME|041|207;Wilmington|DE|198|302;
Charleston|WV|253|304;Charleston|SC|294|843;Columbia|SC|292|803;Savannah|GA|314|912;Augusta|GA|309|706;Lansing|MI|489|517;Flint|MI|485|810;
Ann Arbor|MI|481|734;Detroit|MI|482|313;Saginaw|MI|486|989;Traverse City|MI|496|231;Marquette|MI|498|906;South Bend|IN|466|574;
Evansville|IN|477|812;Peoria|IL|616|309;Springfield|IL|627|217;Rockford|IL|611|815;Springfield|MO|658|417;Springfield|MA|011|413;
Green Bay|WI|543|920;Eau Claire|WI|547|715;Cedar Rapids|IA|524|319;Davenport|IA|528|563;Dayton|OH|454|937;Akron|OH|443|330;Erie|PA|165|814;
Scranton|PA|185|570;Allentown|PA|181|610;Albany|NY|122|518;Syracuse|NY|132|315;Trenton|NJ|086|609;Camden|NJ|081|856;Norfolk|VA|235|757;
Roanoke|VA|240|540;Durham|NC|277|919;Asheville|NC|288|828;Lubbock|TX|794|806;El Paso|TX|799|915;Corpus Christi|TX|784|361;Waco|TX|767|254;
Amarillo|TX|791|806;Shreveport|LA|711|318;Lafayette|LA|705|337;Reno|NV|895|775;Eugene|OR|974|541;Tacoma|WA|984|253;Bakersfield|CA|933|661;
Santa Rosa|CA|954|707;San Jose|CA|951|408;Riverside|CA|925|951;Colorado Springs|CO|809|719;Pueblo|CO|810|719;Topeka|KS|666|785;Flagstaff|AZ|860|928`;

/** A city that addresses can be in. */
export interface City {
  readonly name: string;
  readonly state: string;
  readonly zip3: string;
  readonly areaCode: string;
}

const CITIES: readonly City[] = CITY_ROWS.replaceAll('\n', '')
  .split(';')
  .map(row => {
    const [name = '', state = '', zip3 = '', areaCode = ''] = row.split('|');
    return { name, state, zip3, areaCode };
  });

const STREET_NAMES =
  `Harbor Birch Shoreline Pine_Ridge Commerce Industrial Oak Maple Cedar Washington Lincoln Jefferson Franklin Park Lake River
Hill Main Church Mill Spring Center Market Liberty Union College Prospect Highland Forest Meadow Sunset Walnut Chestnut Elm Spruce Willow Poplar
Sycamore Hickory Magnolia Dogwood Laurel Juniper Aspen Railroad Canal Bridge Water Front Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth
Corporate Enterprise Technology Innovation Research Medical_Center Hospital Wellness Heritage Pioneer Frontier Prairie Valley Summit Ridge Canyon
Mesa Desert Ocean Bay Beach Island Lighthouse Anchor Captain Admiral Colonial Continental Federal State County Airport Terminal Distribution
Warehouse Logistics Gateway Parkside Lakeview Riverview Fairview Pleasant Grove Orchard Garden Rose Lily Violet Iris`
    .split(/\s+/)
    .map(name => name.replaceAll('_', ' '));

/** Street suffix as spelled out; the standard abbreviation is applied by noise and by the hub. */
const SUFFIXES = [
  'Street',
  'Avenue',
  'Drive',
  'Road',
  'Boulevard',
  'Lane',
  'Parkway',
  'Court',
  'Place',
  'Way',
] as const;
const DIRECTIONS = ['', '', '', '', 'North', 'South', 'East', 'West'] as const;

const CITY = field('address.city');
const NUMBER = field('address.number');
const STREET = field('address.street');
const SUFFIX = field('address.suffix');
const DIRECTION = field('address.direction');
const UNIT = field('address.unit');
const ZIP = field('address.zip');
const ZIP4 = field('address.zip4');
const BOX = field('address.box');
const EXCHANGE = field('phone.exchange');
const LINE = field('phone.line');

export function cityOf(key: Key): City {
  return pick(key, CITY, CITIES);
}

/** City number `index`, wrapping around: for groups whose members must be in different cities. */
export function cityNumber(index: number): City {
  return at(CITIES, index);
}

/** The city that an address is in. */
export function cityOfAddress(address: Address): City {
  return {
    name: address.city,
    state: address.state,
    zip3: address.zip.slice(0, 3),
    areaCode: address.areaCode,
  };
}

/** ZIP+4 in a city. The last two digits stay below 60, where nearly every prefix has delivery areas. */
function addressIn(key: Key, city: City, street: string, unit: string): Address {
  return {
    street,
    unit,
    city: city.name,
    state: city.state,
    zip: city.zip3 + String(101 + below(key, ZIP, 59)).slice(1),
    zip4: String(1000 + below(key, ZIP4, 8999)),
    areaCode: city.areaCode,
  };
}

/** A street address in `city`. */
export function streetAddress(key: Key, city: City): Address {
  const direction = pick(key, DIRECTION, DIRECTIONS);
  const number = 10 + below(key, NUMBER, 9_800);
  const street = `${number} ${direction === '' ? '' : direction + ' '}${pick(key, STREET, STREET_NAMES)} ${pick(key, SUFFIX, SUFFIXES)}`;
  const unit = chance(key, UNIT, 0.35) ? `Suite ${100 + below(fold(key, 1), UNIT, 90) * 10}` : '';
  return addressIn(key, city, street, unit);
}

/** A lockbox or post-office box in `city`: where money goes. */
export function boxAddress(key: Key, city: City): Address {
  const box = 1000 + below(key, BOX, 800_000);
  return addressIn(key, city, chance(key, STREET, 0.4) ? `Lockbox ${box}` : `PO Box ${box}`, '');
}

/**
 * Ten digits of a phone in `city`. Exchange 555 is not given to subscribers (but for 555-1212), and 958 and
 * 959 are for testing lines, so that no number reaches a person.
 */
export function phoneIn(key: Key, city: City): string {
  const exchange = pick(key, EXCHANGE, ['555', '555', '958', '959']);
  const line = draw(key, LINE) % 10_000;
  return `${city.areaCode}${exchange}${String(line === 1212 ? 1213 : line).padStart(4, '0')}`;
}
