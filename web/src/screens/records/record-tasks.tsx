import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ListChecks } from 'lucide-react';
import { execute } from '../../api/index.js';
import { t } from '../../i18n/index.js';
import { EmptyState, RelativeTime, Skeleton } from '../../ui/index.js';
import { QueryFailure } from '../query-failure.js';
import { recordTasksDocument } from './record.js';

/** The open questions about a record. */
export function RecordTasks({ id }: { id: string }) {
  const found = useQuery({
    queryKey: ['record-tasks', id],
    queryFn: ({ signal }) => execute(recordTasksDocument, { id }, signal),
  });
  if (found.error && !found.data)
    return <QueryFailure failure={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton label={t('nav.work')} />;
  const tasks = found.data.tasks.nodes;
  if (tasks.length === 0) {
    return (
      <EmptyState icon={ListChecks} title={t('record.noTasks')}>
        {t('record.noTasks.body')}
      </EmptyState>
    );
  }
  return (
    <ul className="ts-links">
      {tasks.map(task => (
        <li key={task.id}>
          <Link to="/work/$taskId" params={{ taskId: task.id }} search={{}}>
            <strong>{task.label}</strong> <bdi>{task.title}</bdi>
          </Link>
          <RelativeTime instant={task.createdAt} />
        </li>
      ))}
    </ul>
  );
}
