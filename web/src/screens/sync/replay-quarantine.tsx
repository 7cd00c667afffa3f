import { RotateCw } from 'lucide-react';
import { useRef, useState } from 'react';
import { execute, graphql, type ResultOf } from '../../api/index.js';
import { t } from '../../i18n/index.js';
import { Button, Dialog, Progress, showToast } from '../../ui/index.js';
import { failureWords } from '../query-failure.js';
import { useRefreshQuarantine, type QuarantineAsked } from './quarantine.js';

const replayDocument = graphql(`
  mutation ReplayQuarantined($system: String, $domain: String, $batchId: ID, $code: String, $after: String) {
    replayQuarantined(
      system: $system
      domain: $domain
      batchId: $batchId
      code: $code
      first: 25
      after: $after
    ) {
      accepted
      waiting
      gone
      endCursor
    }
  }
`);

interface ReplayQuarantineProps {
  /** Which rows: what the address says. */
  asked: QuarantineAsked;
  /** How many those are, where the hub has counted them. */
  count: number | undefined;
}

/** Sends every row of a cause again as it came: what they had in common has been put right in the rules. */
export function ReplayQuarantine({ asked, count }: ReplayQuarantineProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={RotateCw} onPress={() => setOpen(true)}>
        {count === undefined ? t('quarantine.replay') : t('quarantine.replay.counted', { count })}
      </Button>
      {isOpen ? <ReplayDialog asked={asked} count={count} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ReplayDialog({ asked, count, onClose }: ReplayQuarantineProps & { onClose: () => void }) {
  const refresh = useRefreshQuarantine();
  const [sent, setSent] = useState<number>();
  const hasLeft = useRef(false);

  const leave = () => {
    hasLeft.current = true;
    onClose();
  };
  const run = async () => {
    let [accepted, waiting, gone] = [0, 0, 0];
    setSent(0);
    try {
      let after: string | null = null;
      do {
        const { replayQuarantined: page }: ResultOf<typeof replayDocument> = await execute(replayDocument, {
          system: asked.system ?? null,
          domain: asked.domain ?? null,
          batchId: asked.batch ?? null,
          code: asked.code ?? null,
          after,
        });
        accepted += page.accepted;
        waiting += page.waiting;
        gone += page.gone;
        after = page.endCursor;
        const counted = accepted + waiting + gone;
        // Rows that one of an earlier page has answered are on no page any more.
        setSent(after === null ? Math.max(counted, count ?? 0) : counted);
        // Closing stops before the next page; what is done is done.
      } while (after !== null && !hasLeft.current);
    } catch (failure) {
      showToast({ title: t('action.refused'), detail: failureWords(failure), meaning: 'different' });
    }
    refresh();
    showToast({
      title:
        gone === 0
          ? t('quarantine.replayed', { accepted, waiting })
          : t('quarantine.replayed.gone', { accepted, waiting, gone }),
      meaning: waiting === 0 ? 'ok' : 'review',
    });
    if (!hasLeft.current) onClose();
  };

  return (
    <Dialog
      title={t('quarantine.replay.title')}
      isOpen
      onClose={leave}
      size="narrow"
      actions={
        <>
          <Button onPress={leave}>{t('action.cancel')}</Button>
          <Button variant="primary" isPending={sent !== undefined} onPress={() => void run()}>
            {t('quarantine.correct')}
          </Button>
        </>
      }
    >
      <p>{t('quarantine.replay.body')}</p>
      {sent === undefined ? null : (
        <Progress label={t('quarantine.replay.running')} done={sent} total={count} />
      )}
    </Dialog>
  );
}
