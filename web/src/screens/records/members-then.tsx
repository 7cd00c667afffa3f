import { useSystemLabel } from '../../hub/index.js';
import { t } from '../../i18n/index.js';
import { Identifier, Status } from '../../ui/index.js';

/** A source record that a golden record was made of. */
export interface Member {
  readonly recordId: string;
  readonly system: string;
  readonly key: string;
}

export interface MemberThen extends Member {
  /** Which version of it counted. */
  readonly version: number;
}

export interface MembersThenProps {
  then: readonly MemberThen[];
  now: readonly Member[];
}

/** What the record was made of at another time, and what has come and gone since. */
export function MembersThen({ then, now }: MembersThenProps) {
  const systemLabel = useSystemLabel();
  const isIn = (members: readonly Member[], { recordId }: Member) =>
    members.some(member => member.recordId === recordId);
  const joined = now.filter(member => !isIn(then, member));
  return (
    <section className="ts-panel" aria-label={t('record.members')}>
      <h2>{t('record.members')}</h2>
      <ul className="ts-members">
        {then.map(member => (
          <li key={member.recordId}>
            {systemLabel(member.system)} <Identifier>{member.key}</Identifier>{' '}
            <span className="ts-page-facts">{t('record.members.version', { version: member.version })}</span>{' '}
            {isIn(now, member) ? null : (
              <Status meaning="review" plain>
                {t('record.members.left')}
              </Status>
            )}
          </li>
        ))}
        {joined.map(member => (
          <li key={member.recordId}>
            {systemLabel(member.system)} <Identifier>{member.key}</Identifier>{' '}
            <Status meaning="info" plain>
              {t('record.members.joined')}
            </Status>
          </li>
        ))}
      </ul>
    </section>
  );
}
