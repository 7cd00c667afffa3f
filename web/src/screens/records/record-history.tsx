import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { execute } from '../../api/index.js';
import { useActorName, type AttributeInfo, type DomainInfo } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { Button, Skeleton, Timeline, type Meaning } from '../../ui/index.js';
import {
  AttributeValue,
  CompareGrid,
  maskedText,
  membersOf,
  shapeOfName,
  ValueDiff,
  valueText,
} from '../../values/index.js';
import { QueryFailure } from '../query-failure.js';
import { causeWords } from './cause-words.js';
import { MembersThen } from './members-then.js';
import { historyDocument, type GoldenRecord } from './record.js';
import { statusWords } from './record-status.js';
import { TimePickers, timesWords, type Times } from './time-pickers.js';

type Version = GoldenRecord['versions'][number];

interface RecordHistoryProps {
  record: GoldenRecord;
  domain: DomainInfo;
  /** None: the versions are listed. */
  times: Times | undefined;
  onTimes: (times: Times | undefined) => void;
}

/** The versions of a record with what each changed, and the record as it was at any time. */
export function RecordHistory({ record, domain, times, onTimes }: RecordHistoryProps) {
  const actorName = useActorName();
  return (
    <div className="ts-form">
      <TimePickers key={`${times?.asOf} ${times?.knownAt}`} times={times} onTimes={onTimes} />
      {times ? (
        <RecordThen record={record} domain={domain} times={times} />
      ) : (
        <Timeline
          label={t('record.tab.history')}
          events={record.versions.map((version, index) => ({
            id: String(version.version),
            instant: version.recordedAt,
            meaning: meaningOf(version),
            title: (
              <>
                {t('record.version', { version: version.version })}: {causeWords(version.cause)}
              </>
            ),
            by: actorName(version.actor),
            detail: (
              <>
                <VersionChanges
                  version={version}
                  before={record.versions[index + 1]}
                  attributes={domain.attributes}
                />
                {index > 0 ? (
                  <Button
                    variant="quiet"
                    onPress={() => onTimes({ asOf: undefined, knownAt: version.recordedAt })}
                  >
                    {t('record.showThen')}
                  </Button>
                ) : null}
              </>
            ),
          }))}
        />
      )}
    </div>
  );
}

function RecordThen({ record, domain, times }: { record: GoldenRecord; domain: DomainInfo; times: Times }) {
  const [folded, setFolded] = useState(true);
  const found = useQuery({
    queryKey: ['record', record.id, 'history', times],
    queryFn: ({ signal }) =>
      execute(
        historyDocument,
        { id: record.id, asOf: times.asOf ?? null, knownAt: times.knownAt ?? null },
        signal,
      ),
  });
  if (found.error && !found.data)
    return <QueryFailure failure={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton label={t('record.loading')} lines={8} />;
  const then = found.data.goldenRecord?.history;
  if (!then) return <p role="status">{t('record.noHistory')}</p>;
  if (then.redirectsTo) return <p role="status">{t('record.redirected')}</p>;
  return (
    <>
      <p role="status">{timesWords(times)}</p>
      <MembersThen then={then.members} now={record.sources} />
      <CompareGrid
        label={t('record.tab.history')}
        attributes={domain.attributes}
        isFolded={folded}
        onFold={setFolded}
        columns={[
          {
            id: 'then',
            label: t('record.then'),
            header: t('record.then'),
            kind: 'source',
            attributes: then.attributes,
            masked: then.masked,
          },
          {
            id: 'now',
            label: t('record.now'),
            header: t('record.now'),
            kind: 'source',
            attributes: record.attributes,
            masked: record.masked,
          },
        ]}
      />
    </>
  );
}

interface VersionChangesProps {
  version: Version;
  before: Version | undefined;
  attributes: readonly AttributeInfo[];
}

function VersionChanges({ version, before, attributes }: VersionChangesProps) {
  // Without the version before there is nothing to tell a difference from.
  if (!before) return null;
  return (
    <dl className="ts-changes">
      {version.status === before.status ? null : (
        <div>
          <dt>{t('records.status')}</dt>
          <dd>
            {statusWords(before.status)} → {statusWords(version.status)}
          </dd>
        </div>
      )}
      {version.changed
        .filter(name => !name.startsWith('$'))
        .map(name => {
          const attribute = attributes.find(known => known.name === name) ?? shapeOfName(name);
          return (
            <div key={name}>
              <dt>{attribute.label}</dt>
              <dd>
                <Change
                  attribute={attribute}
                  isMasked={version.masked.includes(name) || before.masked.includes(name)}
                  from={membersOf(before.attributes)[name]}
                  to={membersOf(version.attributes)[name]}
                />
              </dd>
            </div>
          );
        })}
    </dl>
  );
}

export interface ChangeProps {
  attribute: Parameters<typeof valueText>[0];
  isMasked: boolean;
  from: unknown;
  to: unknown;
}

/** One value that became another one. */
export function Change({ attribute, isMasked, from, to }: ChangeProps) {
  if (isMasked) return <>{maskedText}</>;
  if (valueText(attribute, from) === '' || valueText(attribute, to) === '') {
    return (
      <>
        <AttributeValue attribute={attribute} value={from} /> →{' '}
        <AttributeValue attribute={attribute} value={to} />
      </>
    );
  }
  return <ValueDiff attribute={attribute} base={from} value={to} show="both" />;
}

function meaningOf(version: Version): Meaning {
  if (version.cause === 'created') return 'ok';
  return version.cause === 'updated' ? 'neutral' : 'info';
}
