import { CountsContext, Frame } from '../frame/index.js';
import { total, useOpenWork } from '../hub/index.js';

/** The frame with the counts of what waits beside its places. */
export function FrameRoute() {
  const { taskCounts, quarantined } = useOpenWork();
  return (
    <CountsContext value={{ work: total(taskCounts), sync: quarantined }}>
      <Frame />
    </CountsContext>
  );
}
