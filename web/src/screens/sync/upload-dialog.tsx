import { useQueryClient } from '@tanstack/react-query';
import { FileUp, X } from 'lucide-react';
import { useState } from 'react';
import { DropZone, FileTrigger, type FileDropItem } from 'react-aria-components';
import { rest, textMember } from '../../api/index.js';
import { domainLabel, useDomains, useSystems } from '../../hub/index.js';
import { formatNumber, t } from '../../i18n/index.js';
import { Button, Dialog, IconButton, Select, showToast } from '../../ui/index.js';
import { failureWords } from '../query-failure.js';

/** Sends the files of a source system to the hub. What happens to them is seen on the list behind. */
export function UploadDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const systems = useSystems().filter(system => system.domains.length > 0);
  const domains = useDomains();
  const [system, setSystem] = useState<string | null>(null);
  const [domain, setDomain] = useState<string | null>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string>();
  const sent = systems.find(({ id }) => id === system)?.domains ?? [];

  const send = async () => {
    if (system === null || domain === null) return;
    setPending(true);
    setFault(undefined);
    try {
      await submitFiles(system, domain, files);
      showToast({ title: t('upload.done'), meaning: 'ok' });
      void queries.invalidateQueries({ queryKey: ['batches'] });
      onClose();
    } catch (failure) {
      setFault(failureWords(failure));
      setPending(false);
    }
  };
  return (
    <Dialog
      title={t('upload.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button
            variant="primary"
            isPending={pending}
            isDisabled={system === null || domain === null || files.length === 0}
            onPress={() => void send()}
          >
            {t('upload.send')}
          </Button>
        </>
      }
    >
      <div className="ts-form">
        <Select
          label={t('upload.system')}
          placeholder={t('upload.choose')}
          value={system}
          onChange={chosen => {
            const only = systems.find(({ id }) => id === chosen)?.domains ?? [];
            setSystem(chosen);
            setDomain(only.length === 1 ? (only[0] ?? null) : null);
          }}
          choices={systems.map(({ id, label, kind }) => ({ value: id, label, detail: kind }))}
        />
        <Select
          label={t('records.domain')}
          placeholder={t('upload.choose')}
          isDisabled={system === null}
          value={domain}
          onChange={setDomain}
          choices={sent.map(id => ({ value: id, label: domainLabel(id, domains) }))}
        />
        <FileDrop onFiles={added => setFiles([...files, ...added])} />
        <ul aria-label={t('upload.files')}>
          {files.map((file, index) => (
            <li key={`${file.name} ${index}`} className="ts-page-head">
              <span className="ts-page-facts">
                {file.name} · {formatNumber(file.size / 1000, { maximumFractionDigits: 0 })} kB
              </span>
              <IconButton
                icon={X}
                label={t('upload.remove', { name: file.name })}
                onPress={() => setFiles(files.filter(kept => kept !== file))}
              />
            </li>
          ))}
        </ul>
        {fault ? <p role="alert">{t('upload.failed', { reason: fault })}</p> : null}
      </div>
    </Dialog>
  );
}

function FileDrop({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  return (
    <DropZone
      className="ts-drop"
      aria-label={t('upload.drop')}
      onDrop={event => {
        const dropped = event.items.filter((item): item is FileDropItem => item.kind === 'file');
        void Promise.all(dropped.map(item => item.getFile())).then(onFiles);
      }}
    >
      <FileUp aria-hidden size={22} strokeWidth={1.6} />
      <span>{t('upload.drop')}</span>
      <FileTrigger allowsMultiple onSelect={chosen => onFiles([...(chosen ?? [])])}>
        <Button>{t('upload.browse')}</Button>
      </FileTrigger>
    </DropZone>
  );
}

/** Sends files as one batch. @returns the batch's id @throws RequestFailure */
export function submitFiles(system: string, domain: string, files: readonly File[]): Promise<string> {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  return rest(
    `/v1/sources/${encodeURIComponent(system)}/${encodeURIComponent(domain)}/records`,
    content => textMember(content, 'batchId') ?? '',
    { method: 'POST', form },
  );
}
