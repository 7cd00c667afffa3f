import { Blocks } from 'lucide-react';
import { EmptyState } from '../ui/index.js';

/** Keeps a place of the rail reachable until its screen is there. */
export function UnbuiltScreen() {
  return (
    <div className="ts-page">
      <EmptyState icon={Blocks} title="Not built yet">
        This screen follows with the API that it shows.
      </EmptyState>
    </div>
  );
}
