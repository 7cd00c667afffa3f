/**
 * The form in which provenance is stored. Nearly every attribute names the same few source records, some of them several times:
 * written out, provenance is seven times as large as the values it explains. Packed, each record is named once and otherwise
 * stands as its place in that list, and an empty list of losers is left out; that is about a third of the size.
 */
import { objectOf } from '../model/index.js';
import type { ContributorRef } from './contributor-record.js';
import type { AttributeProvenance, ElementProvenance, Loser, Provenance } from './provenance.js';

type Place = number;

type PackedLoser = Omit<Loser, 'source'> & { readonly source: Place };

type PackedElement = Omit<ElementProvenance, 'winner' | 'contributors'> & {
  readonly winner: Place;
  readonly contributors: readonly Place[];
};

type PackedAttribute = Omit<AttributeProvenance, 'winner' | 'elements' | 'losers'> & {
  readonly winner?: Place;
  readonly elements?: readonly PackedElement[];
  readonly losers?: readonly PackedLoser[];
};

/** Provenance as it is stored. */
export interface PackedProvenance {
  /** The source records that are named, each once. */
  readonly sources: readonly ContributorRef[];
  readonly attributes: Readonly<Record<string, PackedAttribute>>;
}

/** Packs provenance for storing. `unpackProvenance` gives the same back. */
export function packProvenance(provenance: Provenance): PackedProvenance {
  const sources: ContributorRef[] = [];
  const places = new Map<string, Place>();
  // Survivorship names a record with one and the same object; what was stored before brings others that are equal to it.
  const placesByRef = new Map<ContributorRef, Place>();
  const placeOf = (source: ContributorRef): Place => {
    const known = placesByRef.get(source);
    if (known !== undefined) return known;
    const name = `${source.recordId} ${source.version} ${source.deleted ?? ''}`;
    const place = places.get(name) ?? sources.push(source) - 1;
    places.set(name, place);
    placesByRef.set(source, place);
    return place;
  };
  const pack = ({ winner, elements, losers, ...rest }: AttributeProvenance): PackedAttribute => ({
    ...rest,
    ...(winner === undefined ? {} : { winner: placeOf(winner) }),
    ...(elements === undefined
      ? {}
      : {
          elements: elements.map(element => ({
            ...element,
            winner: placeOf(element.winner),
            contributors: element.contributors.map(placeOf),
          })),
        }),
    ...(losers.length === 0
      ? {}
      : { losers: losers.map(loser => ({ ...loser, source: placeOf(loser.source) })) }),
  });
  return { sources, attributes: mapValues(provenance, pack) };
}

/**
 * Provenance as it was before packing; what was stored before there was packing comes back as it is.
 *
 * @throws RangeError for a place that names no source record: the stored form is damaged
 */
export function unpackProvenance(stored: PackedProvenance | Provenance): Provenance {
  return isPacked(stored) ? unpack(stored) : stored;
}

/** An attribute may be called `sources`, but its provenance is no list. */
function isPacked(stored: PackedProvenance | Provenance): stored is PackedProvenance {
  return Array.isArray(stored['sources']);
}

function unpack({ sources, attributes }: PackedProvenance): Provenance {
  const sourceAt = (place: Place): ContributorRef => {
    const source = sources[place];
    if (source === undefined)
      throw new RangeError(`packed provenance names source ${place} of ${sources.length}`);
    return source;
  };
  return mapValues(attributes, ({ winner, elements, losers, ...rest }): AttributeProvenance => ({
    ...rest,
    ...(winner === undefined ? {} : { winner: sourceAt(winner) }),
    ...(elements === undefined
      ? {}
      : {
          elements: elements.map(element => ({
            ...element,
            winner: sourceAt(element.winner),
            contributors: element.contributors.map(sourceAt),
          })),
        }),
    losers: (losers ?? []).map(loser => ({ ...loser, source: sourceAt(loser.source) })),
  }));
}

function mapValues<Before, After>(
  values: Readonly<Record<string, Before>>,
  map: (value: Before) => After,
): Record<string, After> {
  return objectOf(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
