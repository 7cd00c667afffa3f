import type { ErrorComponentProps } from '@tanstack/react-router';
import { RequestFailure } from '../api/index.js';
import { t } from '../i18n/index.js';
import { Button, ButtonLink, ErrorState } from '../ui/index.js';

/** How browsers say that the code of a screen could not be fetched: there is no standard for it. */
const notFetched = /dynamically imported module|importing a module script failed|preload css/i;

/** In place of a screen that failed. The frame around it goes on working. */
export function ScreenFailure({ error, reset }: ErrorComponentProps) {
  const isNotFetched = error instanceof Error && notFetched.test(error.message);
  return (
    <div className="ts-page">
      <ErrorState
        title={t('screen.broken')}
        kept={t('screen.broken.kept')}
        correlationId={error instanceof RequestFailure ? error.correlationId : undefined}
        actions={
          <Button variant="primary" onPress={isNotFetched ? loadPage : reset}>
            {t('screen.reload')}
          </Button>
        }
      >
        {isNotFetched ? t('connection.gone') : error instanceof Error ? error.message : null}
      </ErrorState>
    </div>
  );
}

/** Code that could not be fetched stays missing for the page: only loading the page asks for it again. */
function loadPage(): void {
  window.location.reload();
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
