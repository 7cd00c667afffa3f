import { createContext, useContext } from 'react';

/** How many things wait in a place, where that is known. */
export interface Counts {
  readonly work?: number;
  readonly sync?: number;
}

/** Filled by whatever knows the counts, around the frame. */
export const CountsContext = createContext<Counts>({});

export function useCounts(): Counts {
  return useContext(CountsContext);
}
