import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AttributeInfo } from '../hub/index.js';
import { renderPart } from '../test/render-part.js';
import { CompareGrid, valueLines, type CompareColumn } from './index.js';

const attribute = (name: string, label: string): AttributeInfo => ({
  name,
  label,
  description: null,
  type: 'string',
  multi: false,
  requirement: 'optional',
  class: 'internal',
  group: 'identity',
  readable: true,
  approval: false,
  codes: null,
  fields: [],
});

const column = (id: string, attributes: unknown, masked: readonly string[] = []): CompareColumn => ({
  id,
  label: id,
  header: id,
  kind: 'source',
  attributes,
  masked,
});

const show = (isFolded: boolean) =>
  renderPart(
    <CompareGrid
      label="Sources"
      attributes={[attribute('name', 'Legal name'), attribute('city', 'City'), attribute('taxId', 'Tax id')]}
      isFolded={isFolded}
      onFold={() => undefined}
      columns={[
        column('Oracle', { name: 'Meridian', city: 'Reno' }, ['taxId']),
        column('VMS', { name: 'Meridain', city: 'Reno' }, ['taxId']),
      ]}
    />,
  );

describe('records side by side', () => {
  it('says in words how the values differ', () => {
    show(false);
    expect(screen.getByText('2 letters swapped')).toBeTruthy();
    expect(screen.getByText('equal')).toBeTruthy();
  });

  it('folds equal rows away and says how many; masked rows are never called equal', () => {
    show(true);
    expect(screen.queryByText('City')).toBeNull();
    expect(screen.getByText('1 equal row folded')).toBeTruthy();
    expect(screen.getAllByText('masked')).toHaveLength(2);
  });
});

describe('a value of any domain', () => {
  it('is written with the captions of its rules', () => {
    const shape = { ...attribute('kind', 'Kind'), type: 'code', codes: { ORG: 'Organisation' } };
    expect(valueLines(shape, 'ORG')).toEqual(['Organisation']);
    expect(
      valueLines({ ...attribute('address', 'Address'), type: 'address' }, { city: 'Reno', line1: '1 A ST' }),
    ).toEqual(['1 A ST, Reno']);
  });
});
