import { blockKeys } from '../core/blocking/index.js';
import { Frequencies, NO_FREQUENCIES } from '../core/comparison/index.js';
import { standardizeRecord } from '../core/features/index.js';
import type { AttributeValue } from '../core/model/index.js';
import type {
  AttributeClass,
  AttributeRule,
  BlockingRule,
  DomainAttributes,
  FeatureRule,
  RuleSet,
} from '../core/rules/index.js';

/** What identifiers are made of; the values of restricted ones stand in no search text. */
type IdentifierRules = Pick<RuleSet, 'attributes' | 'standardize' | 'match' | 'quality'>;

/**
 * The block keys that records have which are identified by this text: it is read as a value of each attribute that records
 * are blocked by as a whole (`84-2917306` and `842917306` as a tax id). Attributes of which the reader may not see every part make no
 * key: to find a record by a value would tell the value.
 */
export function identifierKeys(
  rules: IdentifierRules,
  text: string,
  classes: ReadonlySet<AttributeClass>,
): readonly string[] {
  const identifying = rules.match.blocking.filter(isIdentifier);
  const wanted = new Set(identifying.flatMap(({ parts }) => parts.map(({ feature }) => feature)));
  const features = rules.match.features.filter(
    feature => wanted.has(feature.name) && isWhole(feature) && isReadable(rules.attributes, feature, classes),
  );
  const hashes = features.flatMap(({ name, from }) =>
    from.flatMap(path => {
      const values = standardizeRecord(rules, objectAt(path.split('.'), text), {}).features[name];
      if (values === undefined) return [];
      const { keys } = blockKeys(
        { blocking: identifying, features },
        { [name]: values },
        new Frequencies(NO_FREQUENCIES),
      );
      return keys.map(({ hash }) => hash);
    }),
  );
  return [...new Set(hashes)];
}

/** Whether records share a block by one whole value of one feature, not by a word of it or by several together. */
function isIdentifier({ parts: [part, ...others] }: BlockingRule): boolean {
  return (
    part !== undefined &&
    others.length === 0 &&
    part.prefix === undefined &&
    part.tokens === undefined &&
    part.sorted !== true
  );
}

/** Of a part of a value, such as a part number without its letters, many other values are made, too. */
function isWhole({ part, tokens, upTo }: FeatureRule): boolean {
  return part === 'key' && !tokens && upTo === undefined;
}

function isReadable(
  { attributes }: DomainAttributes,
  { from }: FeatureRule,
  classes: ReadonlySet<AttributeClass>,
): boolean {
  const isOpen = ({ class: own, fields = [] }: AttributeRule): boolean =>
    classes.has(own) && fields.every(isOpen);
  return from.every(path => attributes.some(rule => rule.name === path.split('.')[0] && isOpen(rule)));
}

/** `[bankAccounts, accountNo]` with a text: `{bankAccounts: {accountNo: text}}`. */
function objectAt([name = '', ...rest]: readonly string[], text: string): Record<string, AttributeValue> {
  return { [name]: rest.length === 0 ? text : objectAt(rest, text) };
}
