import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { KeyRound, Link2, UserPlus, UserX } from 'lucide-react';
import { useState } from 'react';
import { execute } from '../../api/index.js';
import { t } from '../../i18n/index.js';
import { useMay, useSession } from '../../session/index.js';
import {
  Button,
  CopyButton,
  Dialog,
  EmptyState,
  Identifier,
  RelativeTime,
  showToast,
  Skeleton,
  Status,
  Tabs,
} from '../../ui/index.js';
import { NotPermitted } from '../not-permitted.js';
import { failureWords, QueryFailure } from '../query-failure.js';
import { AccountDialog, KeyDialog } from './admin-dialogs.js';
import {
  accountsQuery,
  disableAccountDocument,
  issueLinkDocument,
  keysQuery,
  revokeKeyDocument,
  type Account,
  type ApiKey,
} from './admin.js';
import '../page.css';
import './admin-screen.css';

const route = getRouteApi('/frame/admin');

/** Something that is shown once and nowhere else. */
export interface Secret {
  readonly title: string;
  readonly text: string;
}

/** Who may come in: people, and the keys of systems. */
export function AdminScreen() {
  const { tab = 'accounts' } = route.useSearch();
  const navigate = route.useNavigate();
  const [secret, setSecret] = useState<Secret>();
  const mayManage = useMay('access.manage');
  return (
    <div className="ts-page">
      <h1>{t('nav.admin')}</h1>
      {mayManage ? (
        <Tabs
          label={t('nav.admin')}
          selected={tab}
          onSelect={chosen => void navigate({ search: { tab: chosen }, replace: true })}
          items={[
            { id: 'accounts', label: t('admin.accounts'), content: <Accounts onSecret={setSecret} /> },
            { id: 'keys', label: t('admin.keys'), content: <Keys onSecret={setSecret} /> },
          ]}
        />
      ) : (
        <NotPermitted />
      )}
      {secret ? <SecretDialog secret={secret} onClose={() => setSecret(undefined)} /> : null}
    </div>
  );
}

interface SecretProps {
  onSecret: (secret: Secret) => void;
}

/** Carries something out, says when it could not be, and asks for the lists again. */
function useAdminChange() {
  const queries = useQueryClient();
  return async (change: () => Promise<unknown>) => {
    try {
      await change();
    } catch (failure) {
      showToast({ title: t('action.refused'), detail: failureWords(failure), meaning: 'different' });
    }
    void queries.invalidateQueries({ queryKey: ['accounts'] });
    void queries.invalidateQueries({ queryKey: ['api-keys'] });
  };
}

function Accounts({ onSecret }: SecretProps) {
  const found = useQuery(accountsQuery);
  const [creating, setCreating] = useState(false);
  const [disabling, setDisabling] = useState<Account>();
  const change = useAdminChange();
  const issueLink = (name: string) =>
    change(async () => {
      const { issueLoginLink } = await execute(issueLinkDocument, { name });
      const address = new URL('/login', window.location.origin);
      address.searchParams.set('token', issueLoginLink);
      onSecret({ title: t('admin.link.title', { name }), text: address.href });
    });
  if (found.error && !found.data)
    return <QueryFailure failure={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton label={t('admin.accounts')} lines={5} />;
  return (
    <div className="ts-form">
      <div>
        <Button variant="primary" icon={UserPlus} onPress={() => setCreating(true)}>
          {t('admin.account.create')}
        </Button>
      </div>
      <ul className="ts-admin-list" aria-label={t('admin.accounts')}>
        {found.data.accounts.map(account => (
          <AccountLine
            key={account.id}
            account={account}
            onLink={() => void issueLink(account.name)}
            onDisable={() => setDisabling(account)}
          />
        ))}
      </ul>
      {creating ? (
        <AccountDialog onClose={() => setCreating(false)} onCreated={name => void issueLink(name)} />
      ) : null}
      {disabling ? (
        <SureDialog
          title={t('admin.account.disable.title', { name: disabling.displayName })}
          body={t('admin.account.disable.body')}
          confirm={t('admin.account.disable')}
          onConfirm={() => change(() => execute(disableAccountDocument, { name: disabling.name }))}
          onClose={() => setDisabling(undefined)}
        />
      ) : null}
    </div>
  );
}

interface AccountLineProps {
  account: Account;
  onLink: () => void;
  onDisable: () => void;
}

function AccountLine({ account, onLink, onDisable }: AccountLineProps) {
  const session = useSession();
  const isOwn = 'user' in session && session.user.id === account.id;
  return (
    <li>
      <span className="ts-admin-name">
        <strong>{account.displayName}</strong> <Identifier>{account.name}</Identifier>
        <small>{account.roles.join(', ')}</small>
      </span>
      {account.disabledAt ? (
        <Status meaning="neutral">{t('admin.disabled')}</Status>
      ) : (
        <>
          <Status meaning={account.hasPassword ? 'ok' : 'review'} plain>
            {t(account.hasPassword ? 'admin.hasPassword' : 'admin.noPassword')}
          </Status>
          <Button icon={Link2} onPress={onLink}>
            {t('admin.link')}
          </Button>
          {/* Whoever disables their own account could not take it back. */}
          <Button variant="quiet" icon={UserX} isDisabled={isOwn} onPress={onDisable}>
            {t('admin.account.disableAsk')}
          </Button>
        </>
      )}
    </li>
  );
}

function Keys({ onSecret }: SecretProps) {
  const found = useQuery(keysQuery);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const change = useAdminChange();
  if (found.error && !found.data)
    return <QueryFailure failure={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton label={t('admin.keys')} lines={5} />;
  return (
    <div className="ts-form">
      <div>
        <Button variant="primary" icon={KeyRound} onPress={() => setCreating(true)}>
          {t('admin.key.create')}
        </Button>
      </div>
      {found.data.apiKeys.length === 0 ? (
        <EmptyState icon={KeyRound} title={t('admin.key.none')}>
          {t('admin.key.none.body')}
        </EmptyState>
      ) : (
        <ul className="ts-admin-list" aria-label={t('admin.keys')}>
          {found.data.apiKeys.map(key => (
            <KeyLine key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      {creating ? <KeyDialog onClose={() => setCreating(false)} onCreated={onSecret} /> : null}
      {revoking ? (
        <SureDialog
          title={t('admin.key.revoke.title', { name: revoking.name })}
          body={t('admin.key.revoke.body')}
          confirm={t('admin.key.revoke')}
          onConfirm={() => change(() => execute(revokeKeyDocument, { id: revoking.id }))}
          onClose={() => setRevoking(undefined)}
        />
      ) : null}
    </div>
  );
}

function KeyLine({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const scope = [...apiKey.roles, ...(apiKey.systems ?? []), ...(apiKey.domains ?? [])].join(', ');
  return (
    <li>
      <span className="ts-admin-name">
        <strong>{apiKey.name}</strong>
        <small>
          {scope} ·{' '}
          {apiKey.lastUsedAt ? (
            <>
              {t('admin.key.used')} <RelativeTime instant={apiKey.lastUsedAt} />
            </>
          ) : (
            t('admin.key.unused')
          )}
        </small>
      </span>
      {apiKey.revokedAt ? (
        <Status meaning="neutral">{t('admin.revoked')}</Status>
      ) : (
        <Button variant="quiet" onPress={onRevoke}>
          {t('admin.key.revokeAsk')}
        </Button>
      )}
    </li>
  );
}

interface SureDialogProps {
  title: string;
  body: string;
  confirm: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

function SureDialog({ title, body, confirm, onConfirm, onClose }: SureDialogProps) {
  const [pending, setPending] = useState(false);
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button
            variant="danger"
            isPending={pending}
            onPress={() => {
              setPending(true);
              void onConfirm().then(onClose);
            }}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <p>{body}</p>
    </Dialog>
  );
}

/** Shows a secret once. Only its own button closes it: it cannot be asked for again. */
function SecretDialog({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  return (
    <Dialog
      title={secret.title}
      isOpen
      mustAnswer
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      <div className="ts-form">
        <p>{t('admin.secret.once')}</p>
        <p className="ts-admin-secret">
          <Identifier>{secret.text}</Identifier>
          <CopyButton text={secret.text} label={t('admin.secret.copy')} />
        </p>
      </div>
    </Dialog>
  );
}
