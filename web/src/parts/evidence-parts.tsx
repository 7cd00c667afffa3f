import {
  ClusterGraph,
  DiffText,
  Histogram,
  Progress,
  Timeline,
  Waterfall,
  type Evidence,
  type TimelineEvent,
} from '../ui/index.js';
import { Sample } from './sample.js';

const evidence: readonly Evidence[] = [
  { id: 'ein', words: 'same EIN, rare (1 other)', weight: 9.1 },
  { id: 'name', words: 'name, 2 letters swapped', weight: 4.2 },
  { id: 'zip', words: 'other ZIP', weight: -0.6 },
  { id: 'phone', words: 'phone shared by 41 parties', weight: 0, role: 'ignored' },
  { id: 'form', words: 'legal form INC against LP', weight: -20, role: 'veto' },
];

const events: readonly TimelineEvent[] = [
  {
    id: '3',
    instant: '2026-06-15T13:05:22Z',
    title: 'Tax id changed',
    by: 'R. Mayer, approved by K. Osei',
    meaning: 'gold',
    detail: '••-•••7306 → ••-•••7360',
  },
  {
    id: '2',
    instant: '2026-06-15T09:12:00Z',
    title: 'Merged with VMS-MSS',
    by: 'the machine, 0.97',
    meaning: 'ok',
  },
  {
    id: '1',
    instant: '2026-06-14T17:40:00Z',
    title: 'Delivery to Coupa failed',
    meaning: 'different',
    detail: 'HTTP 422, unknown payment term N45',
  },
  { id: '0', instant: '2026-06-14T08:00:00Z', title: 'Record received from Oracle ERP' },
];

const bins = Array.from({ length: 40 }, (_, index) => {
  const left = Math.exp(-(((index - 6) / 4) ** 2)) * 8200;
  const right = Math.exp(-(((index - 35) / 2.5) ** 2)) * 3100;
  return { from: -20 + index, to: -19 + index, count: Math.round(left + right + (index === 20 ? 3 : 0)) };
});

export function EvidenceParts() {
  return (
    <>
      <Sample name="A cluster: same, asked about, different" stacked>
        <ClusterGraph
          label="Three source records"
          nodes={[
            { id: 'a', label: 'Oracle 100245' },
            { id: 'b', label: 'Coupa CS-100379' },
            { id: 'c', label: 'VMS VMS-MSS' },
          ]}
          edges={[
            { left: 'a', right: 'b', meaning: 'ok', label: '+21.0' },
            { left: 'b', right: 'c', meaning: 'review', label: '+5.5' },
            { left: 'a', right: 'c', meaning: 'different', label: '−3.0' },
          ]}
        />
      </Sample>
      <Sample name="Differences: equal, swapped, letters, punctuation, case, different" stacked>
        <DiffText base="Meridian Surgical Supply" value="Meridian Surgical Supply" />
        <DiffText base="Meridian Surgical Supply" value="Meridain Surgical Supply" />
        <DiffText base="Smith & Nephew" value="Smyth & Nefew" show="both" />
        <DiffText base="Acme, Inc." value="ACME INC" show="both" />
        <DiffText base="CARDINAL HEALTH" value="Cardinal Health" />
        <DiffText base="Cardinal Health" value="Owens & Minor" show="both" />
      </Sample>
      <Sample name="Waterfall" stacked>
        <Waterfall label="why" score="0.87" evidence={evidence} />
      </Sample>
      <Sample name="Histogram" stacked>
        <Histogram
          label="Scores of 61,204 pairs"
          bins={bins}
          thresholds={[
            { at: -2, label: 'review' },
            { at: 9, label: 'same' },
          ]}
        />
      </Sample>
      <Sample name="Timeline" stacked>
        <Timeline label="History" events={events} />
      </Sample>
      <Sample name="Progress: known, unknown end, done" stacked>
        <Progress label="oracle_suppliers_2026-06-15.csv" done={41_250} total={120_000} perSecond={812} />
        <Progress label="stream from VMS" done={3_911} perSecond={96} />
        <Progress label="sap_lfa1.txt" done={9_000} total={9_000} />
      </Sample>
    </>
  );
}
