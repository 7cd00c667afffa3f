import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BadgeCheck, Check, X } from 'lucide-react';
import { useState } from 'react';
import { domainLabel, useActorName, useCallerId, useDomain, useDomains } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import { Button, Checkbox, EmptyState, RelativeTime, showToast, Status, toggleRow } from '../../ui/index.js';
import { shapeOfName } from '../../values/index.js';
import { ReasonDialog } from '../reason-dialog.js';
import type { ChangeRequest } from '../records/record.js';
import { Change } from '../records/record-history.js';
import { changed } from '../refusal.js';
import { sendDecision, useMayDecide, type RequestVerdict } from './decide-change.js';
import './change-request-list.css';

export interface ChangeRequestListProps {
  requests: readonly ChangeRequest[];
  /** Given where several can be decided at once. */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
}

/** Changes that wait for a second person, with what would become of the value. */
export function ChangeRequestList({ requests, selected, onSelect }: ChangeRequestListProps) {
  if (requests.length === 0) {
    return (
      <EmptyState icon={BadgeCheck} title={t('requests.none')}>
        {t('requests.none.body')}
      </EmptyState>
    );
  }
  return (
    <ul className="ts-requests" aria-label={t('record.requests')}>
      {requests.map(request => (
        <RequestCard
          key={request.id}
          request={request}
          isSelected={selected?.has(request.id) ?? false}
          onSelect={onSelect && (() => onSelect(toggleRow(selected ?? new Set(), request.id)))}
        />
      ))}
    </ul>
  );
}

interface RequestCardProps {
  request: ChangeRequest;
  isSelected: boolean;
  onSelect: (() => void) | undefined;
}

function RequestCard({ request, isSelected, onSelect }: RequestCardProps) {
  const [deciding, setDeciding] = useState<RequestVerdict>();
  const domains = useDomains();
  const actorName = useActorName();
  const domain = useDomain(request.domain);
  const attributeOf = (name: string) =>
    domain?.attributes.find(known => known.name === name) ?? shapeOfName(name);
  const attribute = attributeOf(request.attribute);
  const mayDecide = useMayDecide();
  const title = request.goldenRecord?.title ?? request.goldenRecordId;
  return (
    <li data-selected={isSelected || undefined}>
      <div className="ts-request-about">
        <h2>
          {onSelect && mayDecide(request) ? (
            <Checkbox
              aria-label={t('requests.select', { attribute: attribute.label, title })}
              isSelected={isSelected}
              onChange={onSelect}
            />
          ) : null}
          <Link
            to="/records/$domain/$id"
            params={{ domain: request.domain, id: request.goldenRecordId }}
            search={{}}
          >
            <bdi>{title}</bdi>
          </Link>
        </h2>
        <p className="ts-page-facts">
          {domainLabel(request.domain, domains)} ·{' '}
          {t('requests.by', { name: actorName(request.requestedBy) })}{' '}
          <RelativeTime instant={request.requestedAt} />
        </p>
      </div>
      <div className="ts-request-change">
        <h3>{attribute.label}</h3>
        <Change attribute={attribute} isMasked={request.masked} from={request.from} to={request.to} />
        <p className="ts-page-facts">
          {request.reason}
          {request.alongWith.length > 0
            ? ` ${t('requests.along', { attributes: request.alongWith.map(name => attributeOf(name).label).join(', ') })}`
            : ''}
        </p>
      </div>
      <Decision request={request} onDecide={setDeciding} />
      {deciding ? (
        <DecisionDialog request={request} verdict={deciding} onClose={() => setDeciding(undefined)} />
      ) : null}
    </li>
  );
}

interface DecisionProps {
  request: ChangeRequest;
  onDecide: (verdict: RequestVerdict) => void;
}

/** The two buttons, or why this person cannot press them. */
function Decision({ request, onDecide }: DecisionProps) {
  const mayDecide = useMay('change-request.decide');
  const caller = useCallerId();
  if (request.requestedBy === caller) {
    return <Status meaning="review">{t('requests.own')}</Status>;
  }
  if (!mayDecide) return <Status meaning="info">{t('requests.notYours')}</Status>;
  return (
    <div className="ts-request-decide">
      <Button icon={Check} onPress={() => onDecide('approve')}>
        {t('requests.approve')}
      </Button>
      <Button icon={X} onPress={() => onDecide('reject')}>
        {t('requests.reject')}
      </Button>
    </div>
  );
}

interface DecisionDialogProps {
  request: ChangeRequest;
  verdict: RequestVerdict;
  onClose: () => void;
}

function DecisionDialog({ request, verdict, onClose }: DecisionDialogProps) {
  const queries = useQueryClient();
  return (
    <ReasonDialog
      title={t(`requests.${verdict}.title`)}
      confirm={t(`requests.${verdict}.do`)}
      draft={`request-${request.id}`}
      isDanger={verdict === 'reject'}
      onConfirm={reason =>
        changed(sendDecision(request.id, verdict, reason), () => {
          showToast({ title: t(`requests.${verdict}.done`), meaning: 'ok' });
          void queries.invalidateQueries();
        })
      }
      onClose={onClose}
    >
      <p>{t(`requests.${verdict}.body`)}</p>
    </ReasonDialog>
  );
}
