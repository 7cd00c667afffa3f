/**
 * Waits until the process is asked to stop (Ctrl-C, SIGTERM); the caller then stops what it started. A second signal
 * does not wait for that: the next start recovers.
 */
export async function untilSignal(): Promise<void> {
  await new Promise<void>(resolve => {
    const onSignal = (): void => {
      process.once('SIGINT', () => process.exit(130));
      process.once('SIGTERM', () => process.exit(143));
      resolve();
    };
    process.once('SIGINT', onSignal);
    process.once('SIGTERM', onSignal);
  });
}
