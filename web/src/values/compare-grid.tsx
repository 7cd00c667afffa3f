import type { ReactNode } from 'react';
import { t } from '../i18n/index.js';
import type { AttributeInfo } from '../hub/index.js';
import { Button, Status } from '../ui/index.js';
import { AttributeValue } from './attribute-value.js';
import { groupWords } from './group-words.js';
import { ValueDiff } from './value-diff.js';
import { membersOf, valueText } from './value-lines.js';
import './compare-grid.css';

/** One record of a comparison. */
export interface CompareColumn {
  id: string;
  /** Its name in words, for the phone and for screen readers. */
  label: string;
  header: ReactNode;
  attributes: unknown;
  masked: readonly string[];
  /** What stands below the value of an attribute: where it comes from. */
  notes?: Readonly<Record<string, string>>;
  /** `golden` columns are outcomes: they are shown, never compared. */
  kind: 'source' | 'golden';
  /** The one that the reader has chosen. */
  isChosen?: boolean;
}

export interface CompareGridProps {
  label: string;
  attributes: readonly AttributeInfo[];
  columns: readonly CompareColumn[];
  /** Rows that are the same in every source are folded away. */
  isFolded: boolean;
  onFold: (folded: boolean) => void;
}

/** Records side by side, one row per attribute, under the groups of the rules; differences from the first record are marked. */
export function CompareGrid({ label, attributes, columns, isFolded, onFold }: CompareGridProps) {
  const rows = compareRows(attributes, columns);
  const equal = rows.filter(row => row.isEqual).length;
  const groups = [...new Set(rows.map(row => row.attribute.group))];
  return (
    <div className="ts-compare">
      <table aria-label={label} style={{ '--ts-compare-columns': columns.length }}>
        <thead>
          <tr>
            <th scope="col">
              {equal > 0 ? (
                <Button variant="quiet" keys="d" onPress={() => onFold(!isFolded)}>
                  {isFolded ? t('compare.folded', { count: equal }) : t('compare.fold')}
                </Button>
              ) : (
                <span className="ts-visually-hidden">{t('compare.attribute')}</span>
              )}
            </th>
            {columns.map(column => (
              <th key={column.id} scope="col" data-kind={column.kind} data-chosen={column.isChosen}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(group => {
          const shown = rows.filter(row => row.attribute.group === group && !(isFolded && row.isEqual));
          if (shown.length === 0) return null;
          return (
            <tbody key={group}>
              <tr className="ts-compare-group">
                <th scope="rowgroup" colSpan={columns.length + 1}>
                  {groupWords(group)}
                </th>
              </tr>
              {shown.map(row => (
                <CompareRowCells key={row.attribute.name} row={row} columns={columns} />
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

interface CompareRow {
  attribute: AttributeInfo;
  isEqual: boolean;
  /** The text of the first source that has a value: what the others are compared with. */
  base: string;
  baseValue: unknown;
  baseId: string | undefined;
}

/** The attributes that any record has a value of. */
function compareRows(attributes: readonly AttributeInfo[], columns: readonly CompareColumn[]): CompareRow[] {
  const sources = columns.filter(column => column.kind === 'source');
  return attributes.flatMap(attribute => {
    const textOf = (column: CompareColumn) =>
      valueText(attribute, membersOf(column.attributes)[attribute.name]);
    const isHidden = (column: CompareColumn) => column.masked.includes(attribute.name);
    if (columns.every(column => textOf(column) === '' && !isHidden(column))) return [];
    const first = sources.find(column => textOf(column) !== '');
    const base = first ? textOf(first) : '';
    const isEqual =
      sources.length > 1 &&
      sources.every(column => !isHidden(column) && textOf(column) === base && base !== '');
    const baseValue = first && membersOf(first.attributes)[attribute.name];
    return [{ attribute, isEqual, base, baseValue, baseId: first?.id }];
  });
}

function CompareRowCells({ row, columns }: { row: CompareRow; columns: readonly CompareColumn[] }) {
  return (
    <tr>
      <th scope="row" title={row.attribute.description ?? undefined}>
        {row.attribute.label}
      </th>
      {columns.map(column => (
        <td key={column.id} data-kind={column.kind} data-chosen={column.isChosen} data-label={column.label}>
          <CompareCell row={row} column={column} />
          {column.notes?.[row.attribute.name] === undefined ? null : (
            <small className="ts-compare-note">{column.notes[row.attribute.name]}</small>
          )}
        </td>
      ))}
    </tr>
  );
}

function CompareCell({
  row: { attribute, base, baseValue, baseId, isEqual },
  column,
}: {
  row: CompareRow;
  column: CompareColumn;
}) {
  const value = membersOf(column.attributes)[attribute.name];
  const isMasked = column.masked.includes(attribute.name);
  const text = valueText(attribute, value);
  if (isMasked || column.kind === 'golden' || text === '' || column.id === baseId) {
    return <AttributeValue attribute={attribute} value={value} isMasked={isMasked} />;
  }
  if (isEqual || text === base) {
    return (
      <>
        <AttributeValue attribute={attribute} value={value} />{' '}
        <Status meaning="ok" plain>
          {t('diff.equal')}
        </Status>
      </>
    );
  }
  return <ValueDiff attribute={attribute} base={baseValue} value={value} />;
}
