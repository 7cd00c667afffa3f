import { isReadable, maskAttributes, readableClasses, type Principal } from '../access/index.js';
import type { Attributes, AttributeValue, Fault } from '../core/model/index.js';
import { attributeOf } from '../core/model/index.js';
import type { AttributeClass, DomainAttributes } from '../core/rules/index.js';
import type { AttributeProvenance, Provenance } from '../core/survivorship/index.js';
import type { StoredGoldenRecord, StoredSource, StoredVersion } from '../golden-records/index.js';

/** A golden record as its reader may see it. `attributes` feed the typed fields of the domain's type. */
export interface GoldenRecordView extends Omit<StoredGoldenRecord, 'provenance' | 'faults'> {
  readonly masked: readonly string[];
  readonly provenance: readonly ProvenanceView[];
  readonly faults: readonly Fault[];
}

/** Why one attribute has its value, without values that the reader may not see. */
export interface ProvenanceView extends Omit<AttributeProvenance, 'losers'> {
  readonly attribute: string;
  readonly value: AttributeValue | null;
  readonly losers: readonly {
    readonly source: unknown;
    readonly value: AttributeValue | null;
    readonly because: string;
    readonly agrees: boolean;
  }[];
}

/** Masks everything that is said about golden records, in one place for every query. */
export class Viewer {
  readonly #classes: ReadonlySet<AttributeClass>;

  constructor(
    principal: Principal,
    private readonly attributesOf: (domain: string) => DomainAttributes,
  ) {
    this.#classes = readableClasses(principal);
  }

  get classes(): ReadonlySet<AttributeClass> {
    return this.#classes;
  }

  goldenRecord(record: StoredGoldenRecord): GoldenRecordView {
    const domain = this.attributesOf(record.domain);
    return {
      ...record,
      ...maskAttributes(domain, record.attributes, this.#classes),
      provenance: this.provenance(domain, record.provenance, record.attributes),
      faults: this.faults(domain, record.faults),
    };
  }

  source<Source extends Pick<StoredSource, 'attributes' | 'faults'>>(
    domain: string,
    source: Source,
  ): Source & { readonly masked: readonly string[] } {
    const attributes = this.attributesOf(domain);
    return {
      ...source,
      ...maskAttributes(attributes, source.attributes, this.#classes),
      faults: this.faults(attributes, source.faults),
    };
  }

  version(domain: string, version: StoredVersion): StoredVersion & { readonly masked: readonly string[] } {
    return { ...version, ...maskAttributes(this.attributesOf(domain), version.attributes, this.#classes) };
  }

  attributes(domain: string, attributes: Attributes): ReturnType<typeof maskAttributes> {
    return maskAttributes(this.attributesOf(domain), attributes, this.#classes);
  }

  /** A record that the reader asks about, without what it may not see; unknown attributes stay, to be found faulty. */
  given(domain: string, record: Readonly<Record<string, AttributeValue>>): ReturnType<typeof maskAttributes> {
    const known = new Set(this.attributesOf(domain).attributes.map(rule => rule.name));
    const { attributes, masked } = this.attributes(domain, record);
    const unknown = Object.entries(record).filter(([name]) => !known.has(name));
    return { attributes: { ...attributes, ...Object.fromEntries(unknown) }, masked };
  }

  /** One attribute's value, or `null` when the reader may not see it. */
  value(domain: string, attribute: string, value: AttributeValue | null): AttributeValue | null {
    if (value === null) return null;
    const shown = maskAttributes(this.attributesOf(domain), { [attribute]: value }, this.#classes);
    return shown.attributes[attribute] ?? null;
  }

  isReadable(domain: string, attribute: string): boolean {
    return isReadable(this.attributesOf(domain), attribute, this.#classes);
  }

  provenance(domain: DomainAttributes, provenance: Provenance, attributes: Attributes): ProvenanceView[] {
    const shown = (name: string, value: AttributeValue | undefined): AttributeValue | null =>
      value === undefined
        ? null
        : (maskAttributes(domain, { [name]: value }, this.#classes).attributes[name] ?? null);
    return Object.entries(provenance).map(([attribute, why]) => ({
      ...why,
      attribute,
      value: shown(attribute, attributes[attribute]),
      losers: why.losers.map(loser => ({
        source: loser.source,
        value: shown(attribute, loser.value),
        because: loser.because,
        agrees: loser.agrees === true,
      })),
    }));
  }

  /** Faults keep their words; a value goes with them only where the reader may see the attribute. */
  faults(domain: DomainAttributes, faults: readonly Fault[]): Fault[] {
    return faults.map(fault => {
      if (fault.attribute === undefined || isReadable(domain, attributeOf(fault.attribute), this.#classes))
        return fault;
      const { value: _hidden, ...rest } = fault;
      return rest;
    });
  }
}
