/**
 * The words that invented names are made of. Surnames and given names are ordinary ones, place names are
 * generic; no word is a company's. The order matters: earlier words are drawn more often (Zipf).
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const SURNAMES = words(`
Halvorsen Whitlock Okafor Santos Ibarra Delgado Nguyen Larsen Petrov Caldwell Brennan Oyelaran Kowalski Ramirez Fitzgerald
Hargrove Lindqvist Marchetti Osborne Pemberton Quintero Rosenthal Sandoval Thackeray Underhill Vasquez Wainwright Yamada Zielinski Ashworth
Bancroft Carmichael Donnelly Ellsworth Fairbanks Galloway Hutchins Ingram Jorgensen Kirkland Lockwood Mendoza Nakamura Ostrowski Pruitt
Radcliffe Schroeder Tillman Ulrich Vandermeer Westbrook Yarborough Zamora Abernathy Blackwell Crenshaw Dunlap Eastman Fontaine Gustafson
Holloway Isaacson Jankowski Kensington Lombardi Montague Nordstrom Olivares Pritchard Rutherford Stanhope Trevino Upchurch Villanueva Winslow
Alvarado Beaumont Castellano Dempsey Espinoza Farnsworth Gallagher Hendricks Iverson Jamison Kilpatrick Lancaster McAllister Norwood
Ortega Patterson Reinhardt Sinclair Thornton Valdez Whitaker Yates Zimmer Arroyo Bergstrom Cavanaugh Dalton Eriksen Fuentes Gibbons Hathaway
Irving Jefferies Kessler Lindholm Mercado Novak Overton Peralta Rasmussen Sheffield Tanaka Vickers Wheeler Barlow Covington
Drummond Engstrom Fletcher Grantham Harrington Janssen Keating Langford Maddox Nielsen Prescott Ridgeway Sorensen Tolliver
Vaughan Wakefield Aldridge Bickford Chastain Dorsey Everhart Fenwick Gillespie Hollister Knudsen Leighton Merriweather Northcott
Paxton Rockwell Stratton Templeton Wexler Atwood Burgess Collier Driscoll Ellison Forsythe Grimaldi Hawthorne Kimball Lattimore
Mansfield Newcomb Palmer Redmond Swanson Thorne Weatherly Bristow Conway Dupree Emerson Flanagan Goodwin Huxley Kendrick Lowell
Milford Newberry Pascual Rowland Sterling Tibbets Warner Barrett Crawley Denham Elkins Foss Gentry Hobart Kenyon Lytle Moss Noland
Pace Rollins Sutter Tate Weld Bell Crane Duke Ellis Ford Gray Hart Keene Lane Marsh Nash Price Reyes Stone Todd Wolfe Boyd Chan Diaz
Eads Flores Garza Huang Juarez Khan Lopez Mehta Nair Ortiz Patel Quan Rao Singh Tran Uddin Varma Wong Xiong Yoon Zhou Ahmed Bhatt Chowdhury
Das Farouk Gupta Haddad Iqbal Joshi Kumar Malik Nasser Osman Park Qureshi Rahman Shah Thapa Usman Volkov Weiss Abara Bello Cisse Diallo
Eze Fofana Gaye Hassan Issa Juma Keita Lumumba Mensah Ndiaye Obi Sarr Toure Wanjiru Zuma Andersson Bakker Carlsen Dietrich Eklund Fischer
Grieg Hoffman Isaksen Jansen Keller Lehmann Meyer Neumann Olsen Pohl Richter Schmidt Thomsen Vogel Werner Zeller
`);

export const GIVEN_NAMES = words(`
Dana Robert Maria James Linda Michael Susan David Karen Thomas Nancy Daniel Lisa Paul Sandra Mark Donna George Carol Kenneth Ruth Steven Sharon
Edward Michelle Brian Laura Ronald Sarah Anthony Kimberly Kevin Deborah Jason Jessica Matthew Amy Gary Angela Timothy Melissa Jose Brenda Larry
Emma Jeffrey Anna Frank Rebecca Scott Virginia Eric Kathleen Stephen Pamela Andrew Martha Raymond Debra Gregory Amanda Joshua Stephanie Jerry
Carolyn Dennis Christine Walter Marie Patrick Janet Peter Catherine Harold Frances Douglas Ann Henry Joyce Carl Diane Arthur Alice Ryan Julie
Roger Heather Joe Teresa Juan Doris Jack Gloria Albert Evelyn Jonathan Jean Justin Cheryl Terry Mildred Gerald Katherine Keith Joan Samuel
Ashley Willie Judith Ralph Rose Lawrence Janice Nicholas Kelly Roy Nicole Benjamin Judy Bruce Christina Brandon Kathy Adam Theresa Harry
Beverly Fred Denise Wayne Tammy Billy Irene Steve Jane Louis Lori Jeremy Rachel Aaron Marilyn Randy Andrea Howard Kathryn Eugene Louise
Carlos Sara Russell Anne Bobby Jacqueline Victor Wanda Martin Bonnie Ernest Julia Phillip Ruby Todd Lois Jesse Tina Craig Phyllis Alan Norma
Shawn Paula Clarence Diana Sean Annie Philip Lillian Chris Emily Johnny Robin Earl Peggy Jimmy Crystal Antonio Gladys Danny Rita Bryan Dawn
`);

/** Places that do not say a state: used in supplier names and for facilities. */
export const PLACES = words(`
Lakeside Riverside Northgate Pine_Ridge Lake_Harbor Alder_Falls Shoreline Cedar_Grove Summit Valley_View Meadowbrook Stonebridge Westfield
Eastgate Highland Oakmont Maple_Hill Fairview Brookdale Clearwater Silver_Creek Red_Rock Granite_Bay Birchwood Elm_Park Willow_Springs
Harborview Bayfront Kingswood Queensbury Foxborough Glenwood Rosemont Ashford Belmont Crestview Deerfield Edgewater Forest_Glen Green_Valley
Hillcrest Ironwood Juniper_Point Kestrel_Ridge Laurel_Park Mill_Creek Newhaven Orchard_Park Prairie_View Quail_Run Ridgewood Sandstone
Timberlake Union_Square Vista_Verde Walnut_Grove Yellowstone_Park Zephyr_Cove Amber_Lake Blue_Mesa Canyon_Gate Dry_Fork Eagle_Point
Falcon_Heights Grand_Prairie Hawk_Hollow Indian_Springs Jasper_Mill Knoll_Park Lost_River Mount_Carson North_Fork Old_Mill Painted_Hills
Quarry_Lake Rolling_Hills South_Bend_Park Three_Rivers Upper_Falls Vineyard_Hill West_Branch Aspen_Meadow Bear_Lake Copper_Canyon
Delta_Point Evergreen Fern_Hollow Gull_Lake Heron_Bay Island_Park Jade_Cove Keystone_Park Lantern_Hill Moss_Landing Nightingale_Park Otter_Creek
Pelican_Bay Raven_Rock Swan_Lake Thistle_Down Umber_Hill Violet_Bank Wolf_Run Arbor_Glen Bell_Tower Chapel_Hill_Park Dover_Park
Elk_Meadow Flint_Ridge Garnet_Hill Hollow_Oak Ivy_Gate Jonquil_Lane Kettle_Moraine Lily_Pond Marble_Arch Nutmeg_Farm Onyx_Bluff
`).map(place => place.replaceAll('_', ' '));

export const ADJECTIVES = words(`
Advanced Allied American National Premier United Superior Northern Southern Pacific Atlantic Midwest Central Metro Regional
First Total Complete Integrated Universal Global General Modern Precision Quality Reliable Rapid Prime Select Signature Summit
Liberty Heritage Pioneer Patriot Capital Coastal Continental Delta Eagle Frontier Golden Great Guardian Horizon Independent Keystone
Lone Majestic Mutual New Noble Omni Paramount Phoenix Pinnacle Prairie Preferred Professional Progressive Prudent Royal Secure Sierra
Silver Sound Standard Star Statewide Sterling Strategic Sunrise Supreme Tri-County Tri-State True Trusted Twin Unified Unity Valley Vanguard
Vista Western Eastern Inland Upland Interstate Alpine Apex Beacon Bright Clear Cornerstone Crown Diamond Evergreen
`);

/** Codes of departments that get their own payee line (`P-Card Only … - HSA`). */
export const DEPARTMENT_TAILS = words(`HSA HSS HSC HSD PDA PDD PWA PWD RAD LAB ICU OPS FIN ITS HRD EMS`);

/** Openings, middles and endings of invented brand words: 44 × 36 × 28 × 12 = 532,224 combinations. */
export const BRAND_OPENINGS = words(`
Ve Mer Kan Or Sal Tor Nov Bel Cor Dal Fen Gal Hal Jor Kes Lum Mar Nal Pal Quin Ras Sen Tal Ul Val Wen Xan Yor Zen Al Bri Cal Den Es Fal Gren Hol In Jas Kel Lor Mon Nor Per
`);
export const BRAND_MIDDLES = words(`
a e i o u an en in on un ar er ir or ur al el il ol ul am em im om as es is os at et it ot av ev iv ov
`);
export const BRAND_ENDINGS = words(`
tek dex med gen life cor dyne form line max nex plex quest ron scan span tec tra trix via vita wave xis zen bio cell flow graf
`);
export const BRAND_SUFFIXES = words(`_ a o is us on ex ia um ix ar en`).map(suffix =>
  suffix === '_' ? '' : suffix,
);

/** What follows the leading words of a supplier's name, by kind; each list has {@link TRADE_COUNT} entries. */
export const TRADE_COUNT = 60;

function trades(sectors: string, tails: string): readonly string[] {
  const combined = words(sectors).flatMap(sector =>
    words(tails).map(tail => `${sector}${tail === '_' ? '' : ' ' + tail}`.replaceAll('_', ' ')),
  );
  if (combined.length !== TRADE_COUNT)
    throw new RangeError(`expected ${TRADE_COUNT} trades, got ${combined.length}`);
  return combined;
}

export const TRADES = {
  manufacturer: trades(
    'Medical Surgical Orthopedics Diagnostics Cardiovascular Biomedical Endoscopy Vascular Wound_Care Respiratory Imaging Laboratory',
    '_ Products Systems Technologies International',
  ),
  distributor: trades(
    'Medical Surgical Hospital Health_Care Pharmaceutical Laboratory Dental Home_Medical Physician Clinical Scientific Safety',
    'Supply Distribution Distributors Supply_&_Equipment Services',
  ),
  service: trades(
    'Environmental Linen Biomedical Waste Security Landscape Mechanical Electrical Elevator Information Consulting Transport',
    'Services Solutions Group Management Associates',
  ),
  staffing: trades(
    'Nursing Health_Care Medical Locum_Tenens Allied_Health Travel_Nurse Therapy Clinical Surgical Physician Perioperative Pharmacy',
    'Staffing Staffing_Solutions Workforce Professionals Personnel',
  ),
  utility: trades(
    'Water Power_&_Light Natural_Gas Electric Telephone Fiber Steam Energy Sanitation Wireless Cable Sewer',
    'Company Utility District Cooperative Authority',
  ),
  landlord: trades(
    'Medical_Plaza Realty Properties Office_Park Holdings Land Development Medical_Building Leasing Investments Professional_Center Estates',
    '_ Partners Group Trust Ventures',
  ),
  carrier: trades(
    'Freight Courier Logistics Express Trucking Delivery Air_Cargo Cold_Chain Medical_Courier Parcel Transit Moving',
    '_ Lines Services Systems Transport',
  ),
  government: trades(
    'County City State Township District Port Airport School Parish Borough Village Tribal',
    'Treasurer Health_Department Tax_Collector Public_Works Fire_Authority',
  ),
} as const;
