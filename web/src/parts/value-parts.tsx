import { Identifier, MaskedValue, Money, ProvenanceChip, RelativeTime, type Offer } from '../ui/index.js';
import { Sample } from './sample.js';

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();
const day = 86_400_000;

const survivor: Offer = {
  source: 'Oracle ERP',
  sourceKey: '100245',
  asOf: ago(3 * day),
  value: 'Meridian Surgical Supply, Inc.',
  reason: 'authority 1',
};

const losers: readonly Offer[] = [
  {
    source: 'VMS',
    sourceKey: 'VMS-MSS',
    asOf: ago(41 * day),
    value: 'Meridain Surgical Supply',
    reason: 'authority 3',
  },
  {
    source: 'Lawson',
    sourceKey: '  0000100871',
    asOf: ago(900 * day),
    value: 'MERIDIAN SURG SUP',
    reason: 'authority 2, failed validation',
  },
  {
    source: 'Coupa',
    sourceKey: 'c-88',
    asOf: ago(2 * day),
    value: 'شركة ميريديان للمستلزمات الجراحية',
    reason: 'authority 4',
  },
];

export function ValueParts() {
  return (
    <>
      <Sample name="Golden value with its provenance chip">
        <strong>Meridian Surgical Supply, Inc.</strong>
        <ProvenanceChip
          attribute="legal name"
          survivor={survivor}
          losers={losers}
          rule="the source with most authority, then the newest"
        />
      </Sample>
      <Sample name="Identifier (blanks at the ends can be seen)">
        <Identifier>0000100871</Identifier>
        <Identifier>{'  0000100871 '}</Identifier>
        <Identifier>00810012345678</Identifier>
      </Sample>
      <Sample name="Money">
        <Money amount="58.7500" currency="USD" unit="BX" perEach="0.5875" />
        <Money amount="1204000" currency="EUR" />
        <Money amount="0.00417" currency="USD" unit="EA" />
      </Sample>
      <Sample name="Relative time (exact on hover)">
        {[5_000, 4 * 60_000, 7 * 3_600_000, 3 * day, 200 * day, 1500 * day, -2 * day].map(before => (
          <RelativeTime key={before} instant={ago(before)} />
        ))}
      </Sample>
      <Sample name="Masked: may not see, may see with a reason">
        <MaskedValue masked="••-•••7306" label="tax id" />
        <MaskedValue
          masked="••••••4821"
          label="bank account"
          onReveal={async reason => {
            if (reason.length < 4) throw new Error('Say a little more.');
            return '0009914821';
          }}
        />
      </Sample>
    </>
  );
}
