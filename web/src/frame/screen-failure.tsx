import type { ErrorComponentProps } from '@tanstack/react-router';
import { RequestFailure } from '../api/index.js';
import { t } from '../i18n/index.js';
import { Button, ButtonLink, ErrorState } from '../ui/index.js';

/** In place of a screen that failed. The frame around it goes on working. */
export function ScreenFailure({ error, reset }: ErrorComponentProps) {
  return (
    <div className="ts-page">
      <ErrorState
        title={t('screen.broken')}
        kept={t('screen.broken.kept')}
        correlationId={error instanceof RequestFailure ? error.correlationId : undefined}
        actions={
          <Button variant="primary" onPress={reset}>
            {t('screen.reload')}
          </Button>
        }
      >
        {error instanceof Error ? error.message : null}
      </ErrorState>
    </div>
  );
}

/** In place of a screen that does not exist. */
export function ScreenMissing() {
  return (
    <div className="ts-page">
      <ErrorState
        title={t('screen.missing')}
        actions={
          <ButtonLink href="/" variant="primary">
            {t('screen.missing.home')}
          </ButtonLink>
        }
      >
        {t('screen.missing.body')}
      </ErrorState>
    </div>
  );
}
