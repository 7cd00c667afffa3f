/**
 * What a helper was given to do. Helpers are threads beside the one that decides. What is given to them splits cleanly, over numbers that all
 * threads see in shared memory, and results are put together in the order of the work and not of its end: any number of helpers, none
 * included, gives the same. Each part of the engine says what it asks of a helper (`ParseHelper`, `CompareHelper`, …); `SideWork` does it.
 *
 * Called, it waits until that is done. @returns what came back @throws what the helper threw
 */
export type Outcome<Value> = () => Value;
