import { useDomain, type DomainInfo } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { membersOf } from '../../values/index.js';

/** What a plan would do to one golden record. */
export interface PlannedChange {
  readonly kind: string;
  readonly goldenRecordId: string;
  readonly attributes: unknown;
  readonly members: number;
  readonly changed: readonly string[];
}

export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** The hub's own sentences, for kinds of change that this screen has no words for. */
  readonly summary: readonly string[];
  readonly heldForApproval: readonly string[];
}

/** A plan in sentences, and what of it would wait for a second person. */
export function PlanSentences({ domain: id, plan }: { domain: string; plan: Plan }) {
  const domain = useDomain(id);
  const labels = (names: readonly string[]) =>
    names
      .map(name => domain?.attributes.find(attribute => attribute.name === name)?.label ?? name)
      .join(', ');
  const sentences = plan.changes.map(change => sentenceOf(change, domain, labels));
  return (
    <ul className="ts-sentences">
      {(sentences.includes(undefined) ? plan.summary : sentences).map((sentence, index) => (
        <li key={index}>{sentence}</li>
      ))}
      {plan.heldForApproval.length > 0 ? (
        <li>{t('record.waits', { attributes: labels(plan.heldForApproval) })}</li>
      ) : null}
    </ul>
  );
}

function sentenceOf(
  { kind, goldenRecordId, attributes, members, changed }: PlannedChange,
  domain: DomainInfo | undefined,
  labels: (names: readonly string[]) => string,
): string | undefined {
  const title = membersOf(attributes)[domain?.title ?? ''];
  const name = typeof title === 'string' ? title : goldenRecordId;
  // `$status` and the like say how the record stands, not what it is.
  const values = changed.filter(attribute => !attribute.startsWith('$'));
  switch (kind) {
    case 'created':
      return t('plan.created', { name, count: members });
    case 'restored':
      return t('plan.restored', { name, count: members });
    case 'merged':
      return t('plan.merged', { name });
    case 'retired':
      return t('plan.retired', { name });
    case 'updated':
    case 'split':
    case 'unmerged':
      return values.length === 0
        ? t('plan.kept', { name, count: members })
        : t('plan.changed', { name, count: members, attributes: labels(values) });
    default:
      return undefined;
  }
}
