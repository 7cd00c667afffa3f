import type { SourceSystem } from '../rules/index.js';
import type { StandardizeContext } from '../standardize/index.js';

/** How a system writes values, in the form that standardizers take. */
export function conventionsOf(system: SourceSystem): StandardizeContext {
  const { context, codeMaps } = system;
  const units = Object.entries(codeMaps['uom']?.codes ?? {}).map(
    ([code, unit]) => [code, String(unit)] as const,
  );
  return {
    system: system.system,
    country: context.country,
    dateFormats: context.dateFormats,
    decimalSeparator: context.decimalSeparator,
    ...(units.length === 0 ? {} : { uomCodes: Object.fromEntries(units) }),
  };
}
