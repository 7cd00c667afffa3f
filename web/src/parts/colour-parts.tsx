import { Badge, Mark, Status, type Meaning } from '../ui/index.js';
import { Sample } from './sample.js';

const ramp = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950];
const words: Record<Meaning, string> = {
  ok: 'applied',
  different: 'failed',
  review: 'due 2 h',
  info: 'new source',
  gold: 'golden',
  neutral: 'draft',
};
const meanings: readonly Meaning[] = ['ok', 'different', 'review', 'info', 'gold', 'neutral'];

export function ColourParts() {
  return (
    <>
      <Sample name="Slate, eleven steps">
        {ramp.map(step => (
          <span
            key={step}
            className="ts-swatch"
            style={{ background: `var(--slate-${step})`, color: step < 500 ? '#11171c' : '#f6f8f9' }}
          >
            {step}
          </span>
        ))}
      </Sample>
      <Sample name="Status: glyph and word">
        {meanings.map(meaning => (
          <Status key={meaning} meaning={meaning}>
            {words[meaning]}
          </Status>
        ))}
      </Sample>
      <Sample name="Status, plain (in rows)">
        {meanings.map(meaning => (
          <Status key={meaning} meaning={meaning} plain>
            {words[meaning]}
          </Status>
        ))}
      </Sample>
      <Sample name="Badge">
        {meanings.map((meaning, index) => (
          <Badge key={meaning} meaning={meaning}>
            {[3, 14, 214, '1.2k', 7, 0][index]}
          </Badge>
        ))}
      </Sample>
      <Sample name="Type" stacked>
        <div>
          <h1>Meridian Surgical Supply, Inc.</h1>
          <h2>Nitrile exam gloves, powder-free, large</h2>
          <p>Body: golden values with where they come from. 0123456789 O0 Il1 8B</p>
          <p style={{ color: 'var(--text-muted)', fontSize: 'var(--size-small)' }}>
            Small and muted: 2 contracts, 3 sites
          </p>
          <code>00100245 0O 1lI 7306-A</code>
        </div>
      </Sample>
      <Sample name="Mark">
        <Mark size={20} />
        <Mark size={32} />
        <Mark size={48} />
      </Sample>
    </>
  );
}
