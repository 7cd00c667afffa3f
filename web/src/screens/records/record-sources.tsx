import { useState } from 'react';
import { useActorName, useSystemLabel, type DomainInfo } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { useMay } from '../../session/index.js';
import { Button, Checkbox, Identifier, RelativeTime, Status } from '../../ui/index.js';
import { CompareGrid } from '../../values/index.js';
import { ActionDialog } from './action-dialog.js';
import { RecordCluster } from './record-cluster.js';
import type { GoldenRecord, SourceRecord } from './record.js';

/** The source records side by side, with the way to take out those that do not belong here. */
export function RecordSources({ record, domain }: { record: GoldenRecord; domain: DomainInfo }) {
  const [folded, setFolded] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const systemLabel = useSystemLabel();
  const mayTakeOut = useMay('golden-record.merge') && record.sources.length > 1;
  useShortcuts([
    { keys: 'd', label: t('compare.fold'), group: t('keys.group.list'), run: () => setFolded(!folded) },
  ]);
  const parts = [...chosen];
  const only = parts.length === 1 ? parts[0] : undefined;
  return (
    <div className="ts-form">
      {mayTakeOut ? (
        <div className="ts-page-head">
          <p className="ts-page-facts">{t('record.takeOut.hint')}</p>
          {/* Taking out every record would leave nothing to take them out of. */}
          <Button
            isDisabled={parts.length === 0 || parts.length === record.sources.length}
            onPress={() => setAsking(true)}
          >
            {parts.length === 0 ? t('record.takeOut.none') : t('record.takeOut', { count: parts.length })}
          </Button>
        </div>
      ) : null}
      <CompareGrid
        label={t('record.sources')}
        attributes={domain.attributes}
        isFolded={folded}
        onFold={setFolded}
        columns={record.sources.map(source => ({
          id: source.recordId,
          label: `${systemLabel(source.system)} ${source.key}`,
          kind: 'source',
          attributes: source.attributes,
          masked: source.masked,
          header: (
            <SourceHead
              source={source}
              system={systemLabel(source.system)}
              choice={
                mayTakeOut
                  ? {
                      isChosen: chosen.has(source.recordId),
                      onChoose: () => setChosen(toggled(chosen, source.recordId)),
                    }
                  : undefined
              }
            />
          ),
        }))}
      />
      {record.sources.length > 1 ? <RecordCluster sources={record.sources} /> : null}
      {asking ? (
        <ActionDialog
          title={t('record.takeOut.title')}
          domain={record.domain}
          recordId={record.id}
          action={only === undefined ? { split: record.id, parts: [parts] } : { takeOut: only }}
          onClose={() => setAsking(false)}
          onDone={() => setChosen(new Set())}
        />
      ) : null}
    </div>
  );
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

interface SourceHeadProps {
  source: SourceRecord;
  system: string;
  choice: { isChosen: boolean; onChoose: () => void } | undefined;
}

function SourceHead({ source, system, choice }: SourceHeadProps) {
  const actorName = useActorName();
  return (
    <div className="ts-compare-head">
      {choice ? (
        <Checkbox
          isSelected={choice.isChosen}
          onChange={choice.onChoose}
          aria-label={t('record.sources.choose', { source: `${system} ${source.key}` })}
        >
          <strong>{system}</strong>
        </Checkbox>
      ) : (
        <strong>{system}</strong>
      )}
      <Identifier>{source.key}</Identifier>
      {source.deleted ? <Status meaning="review">{t('record.sourceDeleted')}</Status> : null}
      <small title={source.reason}>
        {t('record.since')} <RelativeTime instant={source.since} /> · {actorName(source.madeBy)}
      </small>
    </div>
  );
}
