import { act, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../test/render-part.js';
import { Table, type Sort, type TableColumn } from './index.js';

interface Supplier {
  id: string;
  name: string;
}

const columns: readonly TableColumn<Supplier>[] = [
  { id: 'name', header: 'Name', width: 200, grow: true, sortable: true, cell: row => row.name },
  { id: 'id', header: 'Key', width: 100, cell: row => row.id },
  { id: 'age', header: 'Age', width: 80, hiddenAtFirst: true, cell: () => '3 d' },
];

const suppliers = (count: number): readonly Supplier[] =>
  Array.from({ length: count }, (_, index) => ({ id: `s${index}`, name: `Supplier ${index}` }));

interface SamplerProps {
  count?: number;
  onOpen?: (row: Supplier) => void;
  onReachEnd?: () => void;
}

function Sampler({ count = 100_000, onOpen, onReachEnd }: SamplerProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [sort, setSort] = useState<Sort>();
  return (
    <>
      <Table
        id="suppliers"
        label="Suppliers"
        columns={columns}
        rows={suppliers(count)}
        rowId={row => row.id}
        rowLabel={row => row.name}
        rowCount={count}
        sort={sort}
        onSort={setSort}
        selected={selected}
        onSelect={setSelected}
        onOpen={onOpen}
        onReachEnd={onReachEnd}
        empty={<p>No suppliers yet</p>}
      />
      <output>{[...selected].join(' ')}</output>
      <input aria-label="comment" />
    </>
  );
}

const grid = () => screen.getByRole('grid', { name: 'Suppliers' });
const press = (key: string, init: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init });
const cursorRow = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '');
const selection = () => screen.getByRole('status').textContent;

describe('a table', () => {
  it('draws only what fits, and says how much there is', () => {
    renderPart(<Sampler />);
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    expect(grid().getAttribute('aria-rowcount')).toBe('100001');
    expect(screen.getByText('Supplier 0').closest('[role="row"]')?.getAttribute('aria-rowindex')).toBe('2');
  });

  it('says what to do when it is empty', () => {
    renderPart(<Sampler count={0} />);
    expect(screen.getByText('No suppliers yet')).toBeTruthy();
  });

  it('moves with j and k from anywhere, and with the arrows', () => {
    renderPart(<Sampler />);
    press('j');
    expect(cursorRow()?.textContent).toContain('Supplier 0');
    expect(document.activeElement).toBe(grid());
    press('j');
    press('ArrowDown');
    press('k');
    expect(cursorRow()?.textContent).toContain('Supplier 1');
  });

  it('selects with x, and with Shift and x everything in between', () => {
    renderPart(<Sampler />);
    for (const key of ['j', 'j', 'x', 'j', 'j']) press(key);
    press('X', { shiftKey: true });
    expect(selection()).toBe('s1 s2 s3');
    press('x');
    expect(selection()).toBe('s1 s2');
  });

  it('selects with the pointer, a range with Shift', () => {
    renderPart(<Sampler />);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Supplier 2' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Supplier 4' }), { shiftKey: true });
    expect(selection()).toBe('s2 s3 s4');
  });

  it('leaves letters alone while the person types', () => {
    renderPart(<Sampler />);
    act(() => screen.getByLabelText('comment').focus());
    press('j');
    expect(cursorRow()).toBeNull();
  });

  it('opens a row with Enter and with a press, but not when a checkbox is pressed', () => {
    const onOpen = vi.fn<(row: Supplier) => void>();
    renderPart(<Sampler onOpen={onOpen} />);
    press('j');
    press('Enter');
    fireEvent.click(screen.getByText('Supplier 3'));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Supplier 5' }));
    expect(onOpen.mock.calls.map(([row]) => row.id)).toEqual(['s0', 's3']);
  });

  it('goes through ascending, descending and unsorted', () => {
    renderPart(<Sampler />);
    const header = screen.getByRole('columnheader', { name: /Name/ });
    const orders = [1, 2, 3].map(() => {
      fireEvent.click(within(header).getByRole('button'));
      return header.getAttribute('aria-sort');
    });
    expect(orders).toEqual(['ascending', 'descending', 'none']);
  });

  it('asks for more before the end is reached', () => {
    const onReachEnd = vi.fn<() => void>();
    renderPart(<Sampler count={30} onReachEnd={onReachEnd} />);
    expect(onReachEnd).toHaveBeenCalledOnce();
  });
});

describe('the columns', () => {
  it('are remembered with their width and whether they are shown', () => {
    const { unmount } = renderPart(<Sampler />);
    expect(screen.queryByRole('columnheader', { name: /Age/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Choose columns' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Age' }));
    fireEvent.keyDown(screen.getByRole('separator', { name: 'Width of Key', hidden: true }), {
      key: 'ArrowRight',
    });
    unmount();

    renderPart(<Sampler />);
    expect(screen.getByRole('columnheader', { name: /Age/ })).toBeTruthy();
    expect(screen.getByRole('separator', { name: 'Width of Key' }).getAttribute('aria-valuenow')).toBe('116');
  });

  it('survive a memory that an older version left behind', () => {
    localStorage.setItem('touchstone.columns.suppliers', '{"visibility":{"age":"yes"},"widths":[1]}');
    renderPart(<Sampler />);
    expect(screen.getByRole('columnheader', { name: /Name/ })).toBeTruthy();
  });
});
