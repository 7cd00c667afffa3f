import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../test/render-part.js';
import {
  Button,
  DiffText,
  ErrorState,
  Identifier,
  KeyHelp,
  MaskedValue,
  Money,
  Progress,
  ProvenanceChip,
  RelativeTime,
  showToast,
  Status,
  TextField,
  ToastRegion,
  Waterfall,
} from './index.js';

afterEach(() => vi.useRealTimers());

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

describe('a button', () => {
  it('says that it is busy, and does nothing a second time meanwhile', () => {
    const onPress = vi.fn<() => void>();
    renderPart(
      <Button isPending onPress={onPress}>
        Merge
      </Button>,
    );
    fireEvent.click(screen.getByRole('button'));
    expect(onPress).not.toHaveBeenCalled();
    expect(screen.getByRole('img', { name: 'Working' })).toBeTruthy();
  });
});

describe('a status', () => {
  it('always has a word; its sign is for the eyes', () => {
    renderPart(<Status meaning="different">failed</Status>);
    expect(screen.getByText('failed')).toBeTruthy();
    expect(document.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  });
});

describe('a field', () => {
  it('ties what is wrong to the input, for screen readers', () => {
    renderPart(<TextField label="Tax id" error="An EIN has nine digits." />);
    const input = screen.getByRole('textbox', { name: 'Tax id' });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map(id => document.getElementById(id)?.textContent);
    expect(described).toContain('An EIN has nine digits.');
  });
});

describe('a value', () => {
  it('shows a price with its currency, its unit and the price per each', () => {
    const { container } = renderPart(<Money amount="58.7500" currency="USD" unit="BX" perEach="0.5875" />);
    expect(container.textContent).toBe('$58.75 / BX$0.5875 each');
  });

  it('shows the blanks that belong to a key', () => {
    const { container } = renderPart(<Identifier>{' 871 '}</Identifier>);
    expect(container.textContent).toBe(' 871 ');
    expect(container.querySelectorAll('.ts-blank')).toHaveLength(2);
  });

  it('tells how long ago, and exactly when on hover', () => {
    vi.useFakeTimers({ now: new Date('2026-06-15T12:00:00Z') });
    renderPart(<RelativeTime instant="2026-06-15T09:00:00Z" />);
    expect(screen.getByText('3 hours ago').title).toBe('Jun 15, 2026, 9:00:00 AM UTC');
    act(() => {
      vi.advanceTimersByTime(3_600_000);
    });
    expect(screen.getByText('4 hours ago')).toBeTruthy();
  });
});

describe('a masked value', () => {
  it('is revealed for a reason, which goes to the hub, and masked again after half a minute', async () => {
    const onReveal = vi.fn<(reason: string) => Promise<string>>().mockResolvedValue('84-2917306');
    renderPart(<MaskedValue masked="••-•••7306" label="tax id" onReveal={onReveal} />);
    press('Reveal…');
    const [, submit] = screen.getAllByRole('button', { name: 'Reveal…', hidden: true });
    fireEvent.click(submit ?? document.body);
    expect(screen.getByText('Say in a few words what you need it for.')).toBeTruthy();

    vi.useFakeTimers();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'call with the IRS ' } });
    fireEvent.click(submit ?? document.body);
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(onReveal).toHaveBeenCalledWith('call with the IRS');
    expect(screen.getByText('84-2917306')).toBeTruthy();
    act(() => {
      vi.advanceTimersByTime(30_000);
    });
    expect(screen.queryByText('84-2917306')).toBeNull();
  });

  it('offers nothing to those who may not see it', () => {
    renderPart(<MaskedValue masked="••-•••7306" label="tax id" />);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('masked')).toBeTruthy();
  });
});

describe('the provenance chip', () => {
  it('opens the values that lost, where each came from, and the rule', () => {
    const asOf = new Date().toISOString();
    renderPart(
      <ProvenanceChip
        attribute="legal name"
        survivor={{ source: 'Oracle', sourceKey: '100245', asOf, value: 'Meridian', reason: 'authority 1' }}
        losers={[{ source: 'VMS', sourceKey: 'VMS-MSS', asOf, value: 'Meridain', reason: 'authority 3' }]}
        rule="most authority, then newest"
      />,
    );
    press(/Where the legal name comes from/);
    expect(screen.getByRole('dialog', { name: 'Where the legal name comes from' }).textContent).toMatch(
      /golden value.*Meridian.*not taken.*Meridain.*VMS-MSS.*authority 3.*Rule: most authority, then newest/,
    );
  });
});

describe('evidence', () => {
  it('reads a difference as the value and the difference in words', () => {
    const { container } = renderPart(<DiffText base="Meridian" value="Meridain" />);
    for (const hidden of container.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
    expect(container.textContent).toBe('Meridain. 2 letters swapped');
  });

  it('lists reasons strongest first, with vetoes before and ignored ones after all others', () => {
    renderPart(
      <Waterfall
        label="why"
        evidence={[
          { id: 'phone', words: 'phone shared by 41', weight: 0, role: 'ignored' },
          { id: 'zip', words: 'other ZIP', weight: -0.6 },
          { id: 'ein', words: 'same EIN', weight: 9.1 },
          { id: 'form', words: 'INC against LP', weight: -1, role: 'veto' },
        ]}
      />,
    );
    expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual([
      'vetoINC against LP',
      '+9.1same EIN',
      '~−0.6other ZIP',
      'ignoredphone shared by 41',
    ]);
  });
});

describe('long work', () => {
  it('says how much, how fast and how long still', () => {
    renderPart(<Progress label="oracle.csv" done={40_000} total={120_000} perSecond={800} />);
    const bar = screen.getByRole('progressbar', { name: 'oracle.csv' });
    expect(bar.getAttribute('aria-valuetext')).toBe('40,000 of 120,000, 800 per second, 1 min left');
  });
});

describe('a failure', () => {
  it('says what happened, what was kept, and under which number to find it', () => {
    renderPart(
      <ErrorState title="The decision was not saved" kept="Your comment is kept." correlationId="01JX" />,
    );
    expect(screen.getByRole('alert').textContent).toMatch(
      /not saved.*Your comment is kept.*Case number 01JX/,
    );
    expect(screen.getByRole('button', { name: 'Copy the case number' })).toBeTruthy();
  });
});

describe('a toast', () => {
  it('can be taken back with z, once', async () => {
    const onUndo = vi.fn<() => void>();
    renderPart(<ToastRegion />);
    act(() => showToast({ title: 'Merged', meaning: 'ok', onUndo }));
    await waitFor(() => expect(screen.getByText('Merged')).toBeTruthy());
    fireEvent.keyDown(document.body, { key: 'z' });
    await waitFor(() => expect(screen.queryByText('Merged')).toBeNull());
    fireEvent.keyDown(document.body, { key: 'z' });
    expect(onUndo).toHaveBeenCalledOnce();
  });
});

describe('the key help', () => {
  it('lists on ? what the keys do here', () => {
    renderPart(<KeyHelp />);
    fireEvent.keyDown(document.body, { key: '?', shiftKey: true });
    expect(screen.getByRole('dialog', { name: 'Keys on this screen' }).textContent).toContain(
      'Show what the keys do',
    );
  });
});
