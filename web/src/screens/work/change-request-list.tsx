import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BadgeCheck, Check, X } from 'lucide-react';
import { useState } from 'react';
import { execute, graphql } from '../../api/index.js';
import { domainLabel, useActorName, useCallerId, useDomain, useDomains } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useMay } from '../../session/index.js';
import { Button, EmptyState, RelativeTime, showToast, Status } from '../../ui/index.js';
import { shapeOfName } from '../../values/index.js';
import { ReasonDialog } from '../reason-dialog.js';
import type { ChangeRequest } from '../records/record.js';
import { Change } from '../records/record-history.js';
import { changed } from '../refusal.js';
import './change-request-list.css';

const approveDocument = graphql(`
  mutation ApproveChange($id: ID!, $reason: String) {
    approveChange(id: $id, reason: $reason) {
      __typename
      ... on ChangeRequest {
        id
      }
      ... on Refused {
        message
      }
    }
  }
`);

const rejectDocument = graphql(`
  mutation RejectChange($id: ID!, $reason: String!) {
    rejectChange(id: $id, reason: $reason) {
      __typename
      ... on ChangeRequest {
        id
      }
      ... on Refused {
        message
      }
    }
  }
`);

/** Changes that wait for a second person, with what would become of the value. */
export function ChangeRequestList({ requests }: { requests: readonly ChangeRequest[] }) {
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
        <RequestCard key={request.id} request={request} />
      ))}
    </ul>
  );
}

function RequestCard({ request }: { request: ChangeRequest }) {
  const [deciding, setDeciding] = useState<'approve' | 'reject'>();
  const domains = useDomains();
  const actorName = useActorName();
  const domain = useDomain(request.domain);
  const attributeOf = (name: string) =>
    domain?.attributes.find(known => known.name === name) ?? shapeOfName(name);
  const attribute = attributeOf(request.attribute);
  return (
    <li>
      <div className="ts-request-about">
        <h2>
          <Link
            to="/records/$domain/$id"
            params={{ domain: request.domain, id: request.goldenRecordId }}
            search={{}}
          >
            <bdi>{request.goldenRecord?.title ?? request.goldenRecordId}</bdi>
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
  onDecide: (verdict: 'approve' | 'reject') => void;
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
  verdict: 'approve' | 'reject';
  onClose: () => void;
}

function DecisionDialog({ request, verdict, onClose }: DecisionDialogProps) {
  const queries = useQueryClient();
  const decide = (reason: string) =>
    verdict === 'approve'
      ? execute(approveDocument, { id: request.id, reason }).then(({ approveChange }) => approveChange)
      : execute(rejectDocument, { id: request.id, reason }).then(({ rejectChange }) => rejectChange);
  return (
    <ReasonDialog
      title={t(`requests.${verdict}.title`)}
      confirm={t(`requests.${verdict}`)}
      draft={`request-${request.id}`}
      isDanger={verdict === 'reject'}
      onConfirm={reason =>
        changed<{ readonly __typename: string; readonly message?: string }>(decide(reason), () => {
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
