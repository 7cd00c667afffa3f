import type { AttributeRule } from '../attribute-rules.js';
import { ADDRESS_FIELDS } from './build-attributes.js';
import { didYouMean } from './did-you-mean.js';

/** Where a path leads: the attribute or field at its end, and whether it passes through a list. */
export interface PathTarget {
  readonly rule: AttributeRule;
  readonly multi: boolean;
}

/** Resolves attribute paths of rule files (`taxIds.value`) against the attributes of a domain. */
export class AttributePaths {
  private readonly byName: ReadonlyMap<string, AttributeRule>;

  constructor(attributes: readonly AttributeRule[]) {
    this.byName = new Map(attributes.map(attribute => [attribute.name, attribute]));
  }

  /** Paths that start at an element of the object (or list of objects) at `path`. */
  under(path: string): AttributePaths | { readonly fault: string } {
    const target = this.resolve(path);
    if ('fault' in target) return target;
    const fields = fieldsOf(target.rule);
    return fields.length === 0 ? { fault: `'${path}' has no fields` } : new AttributePaths(fields);
  }

  /** The attribute or field at the path, or a sentence saying what is wrong with the path. */
  resolve(path: string): PathTarget | { readonly fault: string } {
    const [first = '', ...rest] = path.split('.');
    const start = this.byName.get(first);
    if (start === undefined)
      return { fault: `unknown attribute '${first}'${didYouMean(first, this.byName.keys())}` };
    let rule: AttributeRule = start;
    let multi = rule.multi;
    for (const field of rest) {
      const next: AttributeRule | undefined = fieldsOf(rule).find(candidate => candidate.name === field);
      if (next === undefined) {
        const known = fieldsOf(rule).map(candidate => candidate.name);
        const hint =
          known.length === 0
            ? `: '${rule.name}' has no fields`
            : didYouMean(field, known) || `; it has: ${known.join(', ')}`;
        return { fault: `unknown field '${field}' of '${rule.name}'${hint}` };
      }
      rule = next;
      multi ||= next.multi;
    }
    return { rule, multi };
  }

  /** The names of the attributes, in the order of the file. */
  get names(): Iterable<string> {
    return this.byName.keys();
  }
}

/** Own fields, and for addresses the ones that every address has. */
function fieldsOf(rule: AttributeRule): readonly AttributeRule[] {
  if (rule.type !== 'address') return rule.fields ?? [];
  const builtIn = ADDRESS_FIELDS.map((name): AttributeRule => ({
    name, label: name, type: 'string', multi: false, requirement: 'optional', class: rule.class, group: rule.group, searchable: false,
  })); // prettier-ignore
  return [...(rule.fields ?? []), ...builtIn];
}
