import type { INestApplicationContext } from '@nestjs/common';
import { AccessService, MACHINE } from '../access/index.js';
import { loadDemo } from '../demo/index.js';
import { currentCorrelationId } from '../platform/logging/index.js';
import type { CliOutput } from './cli-output.js';

/** The account that a fresh hub has; it has no password until its owner sets one. */
const FIRST_ACCOUNT = 'admin';

/** People of the demo: one per role, so that four eyes can be tried. They have no passwords; an administrator makes login links. */
const DEMO_ACCOUNTS = [
  { name: 'sam.steward', displayName: 'Sam Steward', roles: ['steward'] },
  { name: 'ada.approver', displayName: 'Ada Approver', roles: ['approver'] },
] as const;

/** What a fresh hub gets: an administrator, and the demo network unless it is not wanted. Does nothing on later starts. */
export async function prepareFirstStart(
  app: INestApplicationContext,
  { dataDir, withDemo, output }: { dataDir: string; withDemo: boolean; output: CliOutput },
): Promise<void> {
  const access = app.get(AccessService, { strict: false });
  if (await access.hasUsers()) return;
  if (withDemo) await showDemo(app, dataDir, output);
  for (const account of withDemo ? DEMO_ACCOUNTS : [])
    await access.createUser(account, MACHINE.id, 'first-start');
  // The administrator comes last: its existence says that the first start is complete.
  await access.createUser(
    { name: FIRST_ACCOUNT, displayName: 'Administrator', roles: ['admin', 'steward', 'approver'] },
    MACHINE.id,
    'first-start',
  );
}

/** Tells how to get in: a one-time link while the administrator has no password. */
export async function signInSentence(app: INestApplicationContext, url: string): Promise<string> {
  const access = app.get(AccessService, { strict: false });
  const admin = (await access.users()).find(user => user.name === FIRST_ACCOUNT);
  if (admin === undefined || admin.hasPassword || admin.disabledAt !== null) return `Sign in at ${url}/login`;
  const token = await access.issueLoginLink(FIRST_ACCOUNT, MACHINE.id, currentCorrelationId() ?? 'start');
  return `Sign in once with this link (valid for 30 minutes): ${url}/login?token=${token}`;
}

async function showDemo(app: INestApplicationContext, dataDir: string, output: CliOutput): Promise<void> {
  const bar = output.progress('Loading the demo', 'records');
  const merging = output.progress('Matching and merging', 'parts');
  try {
    const outcome = await loadDemo(app, dataDir, {
      onStep: sentence => output.say(`  ${sentence}`),
      onRecords: (done, total) => bar.update(done, total),
      onParts: (done, total) => {
        bar.finish();
        merging.update(done, total);
      },
    });
    merging.finish();
    const { records, quarantined, refused, failed } = outcome;
    output.say(
      `  Demo: ${records.toLocaleString('en-US')} records taken in, ${quarantined} of them in quarantine on purpose`,
    );
    for (const words of refused) output.say(`  Demo: a delivery was refused, also on purpose: ${words}`);
    for (const words of failed) output.say(`  Demo: a delivery failed: ${words}`);
  } finally {
    bar.finish();
    merging.finish();
  }
}
