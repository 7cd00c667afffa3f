import type { Scalar, Severity } from '../model/index.js';
import type { SourceContext, SystemKind, WebhookTarget } from './source-system.js';
import type { AttributeAuthority, TrustRule } from './survivorship-rules.js';

/**
 * A mapping expression as written: a column or path, a constant number or boolean, or a mapping with one verb
 * (`join`, `lookup`, `each`…) and the settings of that verb. `core/mapping` turns it into an `Expression`.
 */
export type ExpressionForm = Scalar | VerbForm;

/** One verb and its settings; which settings go with which verb is checked when the expression is read. */
export interface VerbForm {
  readonly column?: string;
  readonly const?: Scalar;
  readonly join?: readonly ExpressionForm[];
  readonly separator?: string;
  readonly template?: string;
  readonly lookup?: string;
  readonly of?: ExpressionForm;
  readonly otherwise?: Scalar;
  readonly when?: ConditionForm;
  readonly use?: ExpressionForm;
  readonly else?: ExpressionForm;
  readonly firstOf?: readonly ExpressionForm[];
  readonly object?: Readonly<Record<string, ExpressionForm>>;
  readonly needs?: readonly string[];
  readonly list?: readonly ExpressionForm[];
  readonly each?: string;
  readonly where?: ConditionForm;
  readonly map?: ExpressionForm;
  readonly first?: boolean;
  readonly split?: ExpressionForm;
  readonly at?: string;
  readonly part?: number;
  readonly slice?: ExpressionForm;
  readonly from?: number;
  readonly to?: number;
  readonly date?: ExpressionForm;
  readonly instant?: ExpressionForm;
  readonly formats?: readonly string[];
  readonly decimal?: ExpressionForm;
  readonly integer?: ExpressionForm;
  readonly ratio?: ExpressionForm;
  readonly by?: ExpressionForm;
  readonly flag?: ExpressionForm;
  readonly yes?: readonly Scalar[];
  readonly no?: readonly Scalar[];
  readonly blank?: boolean;
  readonly extract?: ExpressionForm;
  readonly pattern?: string;
  readonly group?: string;
}

/** A condition on a row as written: `{ column: LOEVM, is: X }`, combined with `all`, `any`, `not`. */
export interface ConditionForm {
  readonly column?: string;
  readonly is?: Scalar;
  readonly in?: readonly Scalar[];
  readonly present?: boolean;
  readonly matches?: string;
  readonly all?: readonly ConditionForm[];
  readonly any?: readonly ConditionForm[];
  readonly not?: ConditionForm;
}

/** Authority as written: a rank or `never` alone, or with trust. */
export type AuthorityForm =
  | number
  | 'never'
  | { readonly rank: number | 'never'; readonly trust?: Partial<TrustRule> & { readonly max: number } };

/** One column as written. */
export type ColumnForm =
  | string
  | {
      readonly name: string;
      readonly width?: number;
      readonly trim?: 'none' | 'left' | 'right' | 'both';
      readonly optional?: boolean;
    };

/** A file format as written; defaults: comma, double quote, header. */
export interface FormatForm {
  readonly type: 'delimited' | 'fixed' | 'json' | 'ndjson' | 'xlsx';
  readonly delimiter?: string;
  readonly quote?: string | null;
  readonly header?: boolean;
  readonly endMarker?: string;
  readonly shortRows?: 'fault' | 'pad';
  readonly recordTypes?: {
    readonly column: string;
    readonly record: readonly Scalar[];
    readonly trailer?: { readonly type: Scalar; readonly countCell: number };
    readonly ignore?: readonly Scalar[];
  };
  readonly path?: string;
  readonly explode?: string;
  readonly sheet?: string;
}

/** One file of a batch as written. */
export interface FileForm {
  readonly name: string;
  readonly pattern?: string;
  readonly required?: boolean;
  readonly encoding?: string;
  readonly format: FormatForm;
  readonly columns?: readonly ColumnForm[];
  readonly group?: { readonly by: readonly string[]; readonly head?: 'first' | 'last' };
  readonly where?: ConditionForm;
  readonly join?: {
    readonly columns: readonly string[];
    readonly to: readonly (string | readonly string[])[];
    readonly many?: boolean;
    readonly lookup?: boolean;
  };
}

/** How one domain comes out of the system, as written. */
export interface DomainForm {
  readonly files: readonly FileForm[];
  readonly key: readonly string[];
  readonly sourceVersion?: ExpressionForm;
  readonly effectiveAt?: ExpressionForm;
  readonly deletes: { readonly mode: 'snapshot' | 'delta' | 'flag'; readonly when?: ConditionForm };
  readonly mapping: Readonly<Record<string, ExpressionForm>>;
  readonly authority?: {
    readonly default?: AuthorityForm;
    readonly groups?: Readonly<Record<string, AuthorityForm>>;
    readonly attributes?: Readonly<Record<string, AuthorityForm>>;
  };
  readonly unique?: boolean;
}

/** A file of `golden-record-rules/systems/` as written. */
export interface SystemForm {
  readonly system: string;
  readonly label: string;
  readonly kind: SystemKind;
  readonly description: string;
  readonly timezone: string;
  readonly context?: Partial<SourceContext>;
  readonly codeMaps?: Readonly<
    Record<
      string,
      {
        readonly label: string;
        readonly codes: Readonly<Record<string, Scalar>>;
        readonly unknown?: Severity;
      }
    >
  >;
  readonly domains: Readonly<Record<string, DomainForm>>;
  readonly targets?: readonly (Omit<WebhookTarget, 'ordering'> & {
    readonly ordering?: WebhookTarget['ordering'];
  })[];
}

/** The rank and trust after defaults; trust falls to half of its maximum unless the file says how far. */
export function authorityFrom(form: AuthorityForm): AttributeAuthority {
  if (typeof form !== 'object') return { rank: form };
  if (form.trust === undefined) return { rank: form.rank };
  const { max, min = Math.floor(max / 2), decay = 'linear', decayDays } = form.trust;
  const trust: TrustRule = { max, min, decay, ...(decayDays === undefined ? {} : { decayDays }) };
  return { rank: form.rank, trust };
}
