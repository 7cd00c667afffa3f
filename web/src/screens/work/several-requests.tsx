import { useQueryClient } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { useDomains } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { Button, Checkbox, showToast } from '../../ui/index.js';
import type { ChangeRequest } from '../records/record.js';
import { refusalOf } from '../refusal.js';
import { SeveralBar } from '../several-bar.js';
import { SeveralDialog } from '../several-dialog.js';
import { sendDecision, useMayDecide, type RequestVerdict } from './decide-change.js';

export interface SeveralRequestsProps {
  /** All changes that are here, chosen or not. */
  requests: readonly ChangeRequest[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** Chooses every change that is shown and that this person decides about. */
export function SelectRequests({ requests, selected, onSelect }: SeveralRequestsProps) {
  const decidable = requests.filter(useMayDecide());
  const count = decidable.filter(({ id }) => selected.has(id)).length;
  const all = count > 0 && count === decidable.length;
  if (decidable.length < 2) return null;
  return (
    <Checkbox
      isSelected={all}
      isIndeterminate={count > 0 && !all}
      onChange={() => onSelect(all ? new Set() : new Set(decidable.map(({ id }) => id)))}
    >
      {t('requests.selectAll', { count: decidable.length })}
    </Checkbox>
  );
}

/** One decision about several changes. */
export function SeveralRequests({ requests, selected, onSelect }: SeveralRequestsProps) {
  const [deciding, setDeciding] = useState<RequestVerdict>();
  const chosen = requests.filter(({ id }) => selected.has(id));
  return (
    <>
      <SeveralBar count={chosen.length} onClear={() => onSelect(new Set())}>
        <Button icon={Check} onPress={() => setDeciding('approve')}>
          {t('requests.approve')}
        </Button>
        <Button icon={X} onPress={() => setDeciding('reject')}>
          {t('requests.reject')}
        </Button>
      </SeveralBar>
      {deciding === undefined ? null : (
        <DecisionDialog
          verdict={deciding}
          requests={chosen}
          onClose={left => {
            setDeciding(undefined);
            onSelect(left);
          }}
        />
      )}
    </>
  );
}

interface DecisionDialogProps {
  verdict: RequestVerdict;
  requests: readonly ChangeRequest[];
  /** @param left those that still wait */
  onClose: (left: ReadonlySet<string>) => void;
}

function DecisionDialog({ verdict, requests, onClose }: DecisionDialogProps) {
  const queries = useQueryClient();
  const domains = useDomains();
  // What is shown is what was chosen, whatever the list behind has become meanwhile.
  const [asked] = useState(requests);
  const attributes = countBy(
    asked,
    ({ domain, attribute }) =>
      domains?.find(({ id }) => id === domain)?.attributes.find(({ name }) => name === attribute)?.label ??
      attribute,
  );
  const hints = new Set(asked.flatMap(({ reason }) => (reason === null || reason === '' ? [] : [reason])));
  return (
    <SeveralDialog
      title={t(`requests.${verdict}.several`, { count: asked.length })}
      confirm={t(`requests.${verdict}.do`)}
      draft={`requests-${verdict}`}
      isDanger={verdict === 'reject'}
      items={asked}
      idOf={request => request.id}
      nameOf={request => request.goldenRecord?.title ?? request.goldenRecordId}
      change={(request, reason) => refusalOf(sendDecision(request.id, verdict, reason), () => undefined)}
      onDone={done => {
        void queries.invalidateQueries();
        if (done.length > 0)
          showToast({ title: t(`requests.${verdict}.severalDone`, { count: done.length }), meaning: 'ok' });
      }}
      onClose={left => onClose(new Set(left.map(({ id }) => id)))}
    >
      <p>{t(`requests.${verdict}.severalBody`)}</p>
      <ul className="ts-several-sample">
        {[...attributes].map(([label, count]) => (
          <li key={label}>{t('requests.of', { attribute: label, count })}</li>
        ))}
      </ul>
      {[...hints].map(hint => (
        <p key={hint} className="ts-page-facts">
          {hint}
        </p>
      ))}
    </SeveralDialog>
  );
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
