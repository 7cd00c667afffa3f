import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { execute } from '../../api/index.js';
import { useSystems } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { Button, Checkbox, Dialog, Select, TextField } from '../../ui/index.js';
import { failureWords } from '../query-failure.js';
import { createAccountDocument, createKeyDocument, roles, type Role } from './admin.js';
import type { Secret } from './admin-screen.js';

const dayMs = 24 * 60 * 60_000;
const expiries = [30, 90, 365] as const;

interface AccountDialogProps {
  onClose: () => void;
  /** The account is there; its owner needs a link to come in. */
  onCreated: (name: string) => void;
}

/** A new account: who it is and what they may do. */
export function AccountDialog({ onClose, onCreated }: AccountDialogProps) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [chosen, setChosen] = useState<readonly Role[]>(['steward']);
  return (
    <CreateDialog
      title={t('admin.account.create')}
      isIncomplete={name.trim() === '' || displayName.trim() === '' || chosen.length === 0}
      onClose={onClose}
      onCreate={async () => {
        await execute(createAccountDocument, {
          name: name.trim(),
          displayName: displayName.trim(),
          roles: [...chosen],
        });
        void queries.invalidateQueries({ queryKey: ['accounts'] });
        onCreated(name.trim());
      }}
    >
      <TextField
        label={t('session.name')}
        hint={t('admin.account.name.hint')}
        value={name}
        onChange={setName}
        autoFocus
      />
      <TextField label={t('admin.account.displayName')} value={displayName} onChange={setDisplayName} />
      <RoleChoice chosen={chosen} onChoose={setChosen} />
    </CreateDialog>
  );
}

interface KeyDialogProps {
  onClose: () => void;
  onCreated: (secret: Secret) => void;
}

/** A new API key: what it is for, what it may do, for which system and how long. */
export function KeyDialog({ onClose, onCreated }: KeyDialogProps) {
  const queries = useQueryClient();
  const systems = useSystems();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Role[]>(['integration']);
  const [system, setSystem] = useState('any');
  const [days, setDays] = useState('365');
  return (
    <CreateDialog
      title={t('admin.key.create')}
      isIncomplete={name.trim() === '' || chosen.length === 0}
      onClose={onClose}
      onCreate={async () => {
        const { createApiKey } = await execute(createKeyDocument, {
          name: name.trim(),
          roles: [...chosen],
          systems: system === 'any' ? null : [system],
          expiresAt: days === 'never' ? null : new Date(Date.now() + Number(days) * dayMs).toISOString(),
        });
        void queries.invalidateQueries({ queryKey: ['api-keys'] });
        onCreated({ title: t('admin.key.secret', { name: name.trim() }), text: createApiKey.secret });
      }}
    >
      <TextField label={t('admin.key.name')} value={name} onChange={setName} autoFocus />
      <RoleChoice chosen={chosen} onChoose={setChosen} />
      <Select
        label={t('upload.system')}
        value={system}
        onChange={setSystem}
        choices={[
          { value: 'any', label: t('admin.key.anySystem') },
          ...systems.map(({ id, label }) => ({ value: id, label })),
        ]}
      />
      <Select
        label={t('admin.key.expires')}
        value={days}
        onChange={setDays}
        choices={[
          ...expiries.map(count => ({
            value: String(count),
            label: t('record.pin.expires.days', { count }),
          })),
          { value: 'never', label: t('admin.key.never') },
        ]}
      />
    </CreateDialog>
  );
}

interface RoleChoiceProps {
  chosen: readonly Role[];
  onChoose: (roles: readonly Role[]) => void;
}

function RoleChoice({ chosen, onChoose }: RoleChoiceProps) {
  return (
    <fieldset className="ts-roles">
      <legend>{t('admin.roles')}</legend>
      {roles.map(role => (
        <Checkbox
          key={role}
          isSelected={chosen.includes(role)}
          onChange={selected => onChoose(selected ? [...chosen, role] : chosen.filter(kept => kept !== role))}
        >
          <span>
            {role} <small>{t(`admin.role.${role}`)}</small>
          </span>
        </Checkbox>
      ))}
    </fieldset>
  );
}

interface CreateDialogProps {
  title: string;
  isIncomplete: boolean;
  onCreate: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

function CreateDialog({ title, isIncomplete, onCreate, onClose, children }: CreateDialogProps) {
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setFault(undefined);
    try {
      await onCreate();
      onClose();
    } catch (failure) {
      setFault(failureWords(failure));
      setPending(false);
    }
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form className="ts-form" onSubmit={event => void submit(event)}>
        {children}
        {fault ? <p role="alert">{fault}</p> : null}
        <div className="ts-dialog-footer">
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={pending} isDisabled={isIncomplete}>
            {t('admin.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
