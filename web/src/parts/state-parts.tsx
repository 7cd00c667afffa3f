import { Inbox } from 'lucide-react';
import { Button, EmptyState, ErrorState, Skeleton } from '../ui/index.js';
import { Sample } from './sample.js';

export function StateParts() {
  return (
    <>
      <Sample name="Loading" stacked>
        <Skeleton label="Loading tasks" lines={4} />
      </Sample>
      <Sample name="Empty" stacked>
        <EmptyState icon={Inbox} title="No tasks wait for you" actions={<Button>Show everyone’s</Button>}>
          New pairs appear here as files arrive. The last one arrived 4 minutes ago.
        </EmptyState>
      </Sample>
      <Sample name="Failed" stacked>
        <ErrorState
          title="The decision was not saved"
          kept="Your comment is kept."
          correlationId="01JX7K3W-9F2A"
          actions={<Button variant="primary">Try again</Button>}
        >
          The hub did not answer within ten seconds.
        </ErrorState>
      </Sample>
    </>
  );
}
