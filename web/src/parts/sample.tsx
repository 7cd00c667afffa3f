import type { ReactNode } from 'react';

/** A row of the page: what is shown, and in which states. */
export function Sample({
  name,
  children,
  stacked = false,
}: {
  name: string;
  children: ReactNode;
  stacked?: boolean;
}) {
  return (
    <div className="ts-sample">
      <h3>{name}</h3>
      <div data-stacked={stacked || undefined}>{children}</div>
    </div>
  );
}
