import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/model/index.js';
import type { DomainSource, SourceSystem } from '../core/rules/index.js';

/** 64 bits: enough to tell the few descriptions apart that a system ever has. */
const DIGITS = 16;

/**
 * What a system's file says about the records of a domain that are there already: how they are mapped, in which units and codes, and
 * what the system has a say in. Two descriptions with one hash make the same of the same record. Where and in which format the
 * system's next files come, what it deletes, and where it is sent to, say nothing about records that are there.
 */
export function descriptionHash(system: SourceSystem, source: DomainSource): string {
  const { timezone, context, codeMaps } = system;
  const { key, sourceVersion, effectiveAt, mapping, authority, unique } = source;
  const files = source.files.map(({ name, join }) => ({ name, join }));
  const content = {
    timezone,
    context,
    codeMaps,
    files,
    key,
    sourceVersion,
    effectiveAt,
    mapping,
    authority,
    unique,
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, DIGITS);
}
