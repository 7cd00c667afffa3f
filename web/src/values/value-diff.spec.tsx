import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../test/render-part.js';
import { ValueDiff, type ValueShape } from './index.js';

const shape = (type: string, fields: ValueShape['fields'] = []): ValueShape => ({
  name: 'x',
  label: 'X',
  type,
  multi: false,
  codes: { ACTIVE: 'Active', INACTIVE: 'Inactive' },
  fields,
});

const marked = (container: HTMLElement) =>
  [...container.querySelectorAll('ins')].map(element => element.textContent);

describe('the difference of two values', () => {
  it('is told of codes as a whole: Active and Inactive are not a misspelling', () => {
    const { container } = renderPart(<ValueDiff attribute={shape('code')} base="INACTIVE" value="ACTIVE" />);
    expect(screen.getByText('different')).toBeTruthy();
    expect(marked(container)).toEqual([]);
  });

  it('is told of lists line by line', () => {
    const { container } = renderPart(
      <ValueDiff
        attribute={shape('string')}
        base={['Service', 'GPO']}
        value={['Service', 'Staffing', 'Carrier']}
      />,
    );
    expect(marked(container)).toEqual(['Staffing', 'Carrier']);
    expect(screen.getByText('2 more, 1 missing')).toBeTruthy();
  });

  it('is told of addresses part by part', () => {
    const { container } = renderPart(
      <ValueDiff
        attribute={shape('address')}
        base={{ line1: '1 A ST', city: 'RENO', postalCode: '59114' }}
        value={{ line1: '1 A St', city: 'Reno', postalCode: '59114-3796' }}
      />,
    );
    expect(marked(container)).toEqual(['59114-3796']);
    expect(screen.getByText('partly different')).toBeTruthy();
  });
});

describe('a structure', () => {
  const field = (name: string, label: string, type: string) => ({ ...shape(type), name, label });
  const taxId = shape('object', [
    field('type', 'Type', 'code'),
    field('value', 'Number', 'string'),
    field('primary', 'Primary', 'boolean'),
  ]);

  it('is written in the order of its rules, flags only when they hold', () => {
    renderPart(
      <ValueDiff
        attribute={taxId}
        base={null}
        value={[
          { primary: true, value: '12-3', type: 'ACTIVE' },
          { primary: false, value: '45-6' },
        ]}
      />,
    );
    expect(screen.getByText('Active · Number 12-3 · Primary')).toBeTruthy();
    expect(screen.getByText('Number 45-6')).toBeTruthy();
  });
});
