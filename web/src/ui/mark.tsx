import './mark.css';

/** The mark of the product: a stone, and the streak of gold that tells what it was rubbed with. */
export function Mark({ size }: { size: number }) {
  return (
    <svg className="ts-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <path className="ts-mark-stone" d="M5 21 13 7h9l6 8-5 11H9z" />
      {size < 28 ? null : <path className="ts-mark-facet" d="m13 7 4 8 11 0M17 15 9 26" />}
      <path className="ts-mark-streak" d="m9.5 19.5 13-6.5" />
    </svg>
  );
}
