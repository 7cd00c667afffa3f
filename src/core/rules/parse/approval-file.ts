import type { Scalar } from '../../model/index.js';
import type { ApprovalRules } from '../quality-rules.js';
import type { AttributePaths } from './attribute-paths.js';
import { codeFault } from './condition-file.js';
import type { FaultCollector } from './fault-collector.js';
import { flag, listOf, mapOf, objectOf, scalar, text } from './file-schema.js';
import type { FileSchema } from './file-schema.js';
import { attributeName } from './rule-names.js';

interface ApprovalSpec {
  readonly reason: string;
  readonly onFirstValue?: boolean;
  readonly values?: readonly Scalar[];
}

/** `approval.yaml` as written. */
export interface ApprovalFile {
  readonly attributes: Readonly<Record<string, ApprovalSpec>>;
}

/** The form of `approval.yaml`. */
export const approvalFileSchema: FileSchema<ApprovalFile> = {
  kind: 'approval',
  schema: objectOf(
    'approval.yaml',
    {
      attributes: mapOf(
        'the attributes',
        objectOf(
          'an approval rule',
          {
            reason: text('Why another person looks, shown to the approver.'),
            onFirstValue: flag('Also when there is no value yet. Default: false.'),
            values: listOf(scalar, 1),
          },
          ['reason'],
        ),
        attributeName,
      ),
    },
    ['attributes'],
  ),
};

/** Turns `approval.yaml` into rules, checking attributes and codes. */
export function buildApproval(
  file: ApprovalFile | undefined,
  paths: AttributePaths,
  faults: FaultCollector,
): ApprovalRules {
  const attributes: Record<string, ApprovalRules['attributes'][string]> = {};
  for (const [name, spec] of Object.entries(file?.attributes ?? {})) {
    const target = paths.resolve(name);
    if ('fault' in target) faults.add(['attributes', name], target.fault, 'key');
    for (const [index, value] of (spec.values ?? []).entries()) {
      const fault = 'rule' in target ? codeFault(target.rule.codes, value, name) : undefined;
      if (fault !== undefined) faults.add(['attributes', name, 'values', index], fault);
    }
    attributes[name] = {
      reason: spec.reason,
      onFirstValue: spec.onFirstValue ?? false,
      ...(spec.values === undefined ? {} : { values: spec.values }),
    };
  }
  return { attributes };
}
