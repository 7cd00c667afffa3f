import { Command } from 'commander';
import { StartupError } from '../platform/errors/index.js';
import {
  openTargets,
  type TargetActor,
  type TargetsService,
  type TargetStatus,
} from '../syndication/index.js';
import { CliOutput } from './cli-output.js';
import { CLI_ACTOR, withDatabase } from './with-database.js';

interface ChangeOptions {
  readonly reason: string;
  readonly json?: boolean;
}

/** `touchstone targets`: the systems that changes are sent to, how they are doing, and stopping and resuming them. */
export function targetsCommand(): Command {
  const action = (name: string, description: string): Command =>
    new Command(name).description(description).option('--json', 'print the result as JSON');
  const change = (name: 'suspend' | 'resume', description: string): Command =>
    action(name, description)
      .argument('<target>', 'its system and name as list shows them, for instance erp/webhook')
      .requiredOption('--reason <text>', 'why, for the audit log')
      .action((target: string, options: ChangeOptions) => changeTarget(name, target, options));
  return new Command('targets')
    .description('the systems that changes are sent to; works on the database, beside the running hub')
    .addCommand(action('list', 'every target, how it is doing and what waits for it').action(listTargets))
    .addCommand(change('suspend', 'stop sending to a target; what comes meanwhile waits for it'))
    .addCommand(change('resume', 'send to a suspended target again, from where it stopped'));
}

async function listTargets({ json = false }: { json?: boolean }): Promise<void> {
  await withDatabase(async ({ database }) => {
    const targets = await openTargets(database).list();
    const text = targets.length === 0 ? 'There are no targets.' : targets.map(lineOf).join('\n');
    new CliOutput({ json }).result({ targets }, text);
  });
}

async function changeTarget(
  change: 'suspend' | 'resume',
  target: string,
  { reason, json = false }: ChangeOptions,
): Promise<void> {
  await withDatabase(async ({ database, correlationId }) => {
    const targets = openTargets(database);
    const { id } = await requireTarget(targets, target);
    const actor: TargetActor = { id: CLI_ACTOR, correlationId };
    const changed = await targets[change](id, reason, actor);
    new CliOutput({ json }).result(changed, lineOf(changed));
  });
}

/** @throws StartupError that names the ones there are */
async function requireTarget(targets: TargetsService, wanted: string): Promise<TargetStatus> {
  const all = await targets.list();
  const found = all.find(target => nameOf(target) === wanted);
  if (found !== undefined) return found;
  const names = all.map(nameOf).join(', ');
  throw new StartupError(
    `There is no target ${wanted}; ${names === '' ? 'no system file in force names one' : `there are: ${names}`}.`,
  );
}

function nameOf({ system, name }: TargetStatus): string {
  return `${system}/${name}`;
}

function lineOf(target: TargetStatus): string {
  const { state, stateReason, heldUntil, waiting, waitingSince, parked } = target;
  const why = stateReason === null ? '' : ` (${stateReason})`;
  const held = heldUntil === null ? '' : `, held until ${heldUntil.toISOString()}`;
  const since = waitingSince === null ? '' : ` since ${waitingSince.toISOString()}`;
  return `${nameOf(target).padEnd(32)} ${state}${why}${held} · ${waiting} waiting${since} · ${parked} parked`;
}
