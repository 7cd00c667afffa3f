import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributor, supplierRulesWith } from '../../../test/builders/supplier-rules.js';
import type { TrustRule } from '../rules/index.js';
import { chooseSurvivors } from './index.js';
import { leadersHoldUntil, trustOn, type TrustCourse } from './trust-course.js';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-07-01T12:00:00Z');

const rule: fc.Arbitrary<TrustRule> = fc
  .record(
    {
      max: fc.integer({ min: 20, max: 100 }),
      fall: fc.integer({ min: 0, max: 20 }),
      decayDays: fc.integer({ min: 1, max: 60 }),
      decay: fc.constantFrom('linear' as const, 'slowThenFast' as const, 'fastThenSlow' as const),
    },
    { requiredKeys: ['max', 'fall', 'decay'] },
  )
  .map(({ fall, ...rest }) => ({ ...rest, min: rest.max - fall }));
const course: fc.Arbitrary<TrustCourse> = fc.record({
  sinceMs: fc.option(
    fc.integer({ min: -80, max: 10 }).map(days => NOW + days * DAY_MS + 3_600_000),
    {
      nil: undefined,
    },
  ),
  parts: fc.array(
    fc.record({ rule: fc.option(rule, { nil: undefined }), downgrade: fc.constantFrom(0, 50) }),
    {
      minLength: 1,
      maxLength: 2,
    },
  ),
});

function leadersOn(courses: readonly TrustCourse[], atMs: number): string {
  const trusts = courses.map(each => trustOn(each, atMs));
  return trusts.map(trust => trust === Math.max(...trusts)).join();
}

describe('the time until which the most trusted values stay so', () => {
  it('is the day on which a steadier value overtakes', () => {
    const decaying: TrustCourse = {
      sinceMs: NOW,
      parts: [{ rule: { max: 90, min: 10, decayDays: 100, decay: 'linear' }, downgrade: 0 }],
    };
    const steady: TrustCourse = {
      sinceMs: 0,
      parts: [{ rule: { max: 60, min: 60, decay: 'linear' }, downgrade: 0 }],
    };
    expect((leadersHoldUntil([steady, decaying], NOW) - NOW) / DAY_MS).toBe(38);
    expect(leadersHoldUntil([steady, steady], NOW)).toBe(Infinity);
    expect(leadersHoldUntil([decaying], NOW)).toBe(Infinity);
  });

  it('never passes a change, and is the change itself unless courses run close together', () => {
    let exact = 0;
    let early = 0;
    fc.assert(
      fc.property(fc.array(course, { minLength: 2, maxLength: 4 }), courses => {
        const until = leadersHoldUntil(courses, NOW);
        const now = leadersOn(courses, NOW);
        expect(until).toBeGreaterThan(NOW);
        for (let hour = 0; hour < 100 * 24; hour += 24) {
          const at = NOW + hour * 3_600_000;
          if (at < until) expect(leadersOn(courses, at)).toBe(now);
        }
        if (until === Infinity) return;
        if (leadersOn(courses, until) === now) early++;
        else exact++;
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(exact).toBeGreaterThan(early);
  });

  it('is when a golden record falls due: until then the same sources give the same values', () => {
    const rules = supplierRulesWith('legalName', [{ by: 'trust' }, { by: 'recency' }]);
    const systems = fc.array(fc.tuple(rule, fc.integer({ min: -90, max: 0 })), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(systems, given => {
        const authority = new Map(
          given.map(([trust], index) => [`s${index}`, new Map([['legalName', { rank: 1, trust }]])]),
        );
        const records = given.map(([, days], index) =>
          contributor(
            `s${index}:1`,
            { legalName: `Name ${index}` },
            { effectiveAt: iso(NOW + days * DAY_MS) },
          ),
        );
        const chosen = (at: number) => chooseSurvivors(rules, records, authority, [], iso(at));
        const { attributes, reviewAt } = chosen(NOW);
        const due = reviewAt === undefined ? Infinity : Date.parse(reviewAt);
        for (const days of [1, 5, 20, 59, 200]) {
          const at = Math.min(NOW + days * DAY_MS, due - 1);
          expect(chosen(at).attributes).toEqual(attributes);
        }
      }),
    );
  });
});

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
