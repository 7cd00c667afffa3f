import { RequestFailure } from '../api/index.js';
import { t } from '../i18n/index.js';
import { Button, ErrorState } from '../ui/index.js';

/** A screen's question that was not answered: why, and a way to ask again. */
export function QueryFailure({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  const known = failure instanceof RequestFailure ? failure : undefined;
  return (
    <ErrorState
      title={t('screen.broken')}
      kept={t('screen.broken.kept')}
      correlationId={known?.correlationId}
      actions={<Button onPress={onRetry}>{t('connection.retry')}</Button>}
    >
      {failureWords(failure)}
    </ErrorState>
  );
}

/** What went wrong, in a sentence. */
export function failureWords(failure: unknown): string {
  return failure instanceof RequestFailure && failure.message !== '' ? failure.message : t('error.unknown');
}
