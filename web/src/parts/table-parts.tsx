import { Inbox } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  EmptyState,
  Identifier,
  RelativeTime,
  Status,
  Table,
  type Sort,
  type TableColumn,
} from '../ui/index.js';

interface Row {
  id: string;
  name: string;
  key: string;
  score: number;
  due: string;
}

const names = [
  'Meridian Surgical Supply, Inc.',
  'Krankenhausbedarfsgroßhandelsgesellschaft Süd-Württemberg mbH & Co. KG, Niederlassung Friedrichshafen',
  'شركة ميريديان للمستلزمات الجراحية',
  'Zoë’s Home Health',
  'B. Braun Medical',
];

function makeRows(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    name: names[index % names.length] ?? '',
    key: String(index * 7919).padStart(10, '0'),
    score: ((index * 37) % 100) / 100,
    due: new Date(Date.now() + (((index * 13) % 96) - 24) * 3_600_000).toISOString(),
  }));
}

const columns: readonly TableColumn<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 260,
    grow: true,
    sortable: true,
    narrow: 'title',
    cell: row => <span dir="auto">{row.name}</span>,
  },
  {
    id: 'key',
    header: 'Vendor',
    width: 130,
    narrow: 'detail',
    cell: row => <Identifier>{row.key}</Identifier>,
  },
  {
    id: 'state',
    header: 'State',
    width: 120,
    narrow: 'aside',
    cell: row => (
      <Status meaning={row.score > 0.8 ? 'ok' : 'review'}>{row.score > 0.8 ? 'same' : 'review'}</Status>
    ),
  },
  {
    id: 'score',
    header: 'Score',
    width: 84,
    align: 'end',
    sortable: true,
    narrow: 'detail',
    cell: row => row.score.toFixed(2),
  },
  {
    id: 'due',
    header: 'Due',
    width: 130,
    sortable: true,
    narrow: 'detail',
    cell: row => <RelativeTime instant={row.due} />,
  },
  { id: 'id', header: 'Row', width: 90, align: 'end', hiddenAtFirst: true, cell: row => row.id },
];

export function TableParts() {
  return (
    <div className="ts-parts-table">
      <TableSample id="parts-100000" count={100_000} />
      <TableSample id="parts-7" count={7} />
      <TableSample id="parts-1" count={1} />
      <TableSample id="parts-0" count={0} />
      <TableSample id="parts-loading" count={0} isLoading />
    </div>
  );
}

function TableSample({ id, count, isLoading = false }: { id: string; count: number; isLoading?: boolean }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['1', '2']));
  const [sort, setSort] = useState<Sort>();
  const rows = useMemo(() => sorted(makeRows(count), sort), [count, sort]);
  return (
    <Table
      id={id}
      label={`${count} tasks`}
      columns={columns}
      rows={rows}
      rowCount={rows.length}
      rowId={row => row.id}
      rowLabel={row => row.name}
      sort={sort}
      onSort={setSort}
      selected={selected}
      onSelect={setSelected}
      onOpen={() => undefined}
      isLoading={isLoading}
      empty={
        <EmptyState icon={Inbox} title="Nothing matches">
          Take away a filter, or search for something shorter.
        </EmptyState>
      }
    />
  );
}

function sorted(rows: readonly Row[], sort: Sort | undefined): readonly Row[] {
  if (!sort) return rows;
  const by =
    sort.column === 'score'
      ? (row: Row) => row.score
      : (row: Row) => (sort.column === 'due' ? row.due : row.name);
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((left, right) => (by(left) < by(right) ? -sign : by(left) > by(right) ? sign : 0));
}
