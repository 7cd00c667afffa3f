import { Command, InvalidArgumentError } from 'commander';
import { StartupError } from '../platform/errors/index.js';
import { CliOutput } from './cli-output.js';
import { readActions, readRoles } from './read-roles.js';
import { withAccess } from './with-access.js';
import { CLI_ACTOR, type CliGround } from './with-database.js';
import { rulesOn } from './with-rules.js';

interface CreateOptions {
  readonly role: ReturnType<typeof readRoles>;
  readonly system?: readonly string[];
  readonly domain?: readonly string[];
  readonly action?: ReturnType<typeof readActions>;
  readonly expires?: Date;
  readonly json?: boolean;
}

/** `touchstone key`: what other systems come in with. */
export function keyCommand(): Command {
  const action = (name: string, description: string): Command =>
    new Command(name).description(description).option('--json', 'print the result as JSON');
  return new Command('key')
    .description('the API keys of other systems')
    .addCommand(
      action('create', 'create a key and print its secret, this once only')
        .argument('<name>', 'who uses it, for people')
        .requiredOption('--role <roles...>', 'viewer, steward, approver, integration, admin', readRoles)
        .option('--system <systems...>', 'only for these source systems')
        .option('--domain <domains...>', 'only for these domains')
        .option('--action <actions...>', 'only these actions of the roles', readActions)
        .option('--expires <date>', 'not valid from this date on, for instance 2027-01-31', readDate)
        .action(createKey),
    )
    .addCommand(action('list', 'every key, without its secret').action(listKeys))
    .addCommand(
      action('revoke', 'end a key at once').argument('<id>', 'its id, as list shows it').action(revokeKey),
    );
}

function readDate(text: string): Date {
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(date.getTime()) || date.getTime() <= Date.now()) {
    throw new InvalidArgumentError('Give a date in the future, as 2027-01-31.');
  }
  return date;
}

async function createKey(name: string, options: CreateOptions): Promise<void> {
  const { role, system, domain, action, expires } = options;
  await withAccess(async (access, correlationId, ground) => {
    await requireKnown(options, ground);
    const scope = {
      ...(system !== undefined && { systems: system }),
      ...(domain !== undefined && { domains: domain }),
      ...(action !== undefined && { actions: action }),
    };
    const key = await access.createKey(
      { name, roles: role, scope, expiresAt: expires ?? null },
      CLI_ACTOR,
      correlationId,
    );
    const output = new CliOutput(options);
    output.say(`Key ${key.id} for ${name}. The secret is shown this once:`);
    output.result({ id: key.id, name, secret: key.secret }, key.secret);
  });
}

/** A mistyped scope would make a key that sees nothing. A hub that never ran has no rules to check it by. */
async function requireKnown({ system = [], domain = [] }: CreateOptions, ground: CliGround): Promise<void> {
  const rules = rulesOn(ground);
  await rules.refresh();
  if (rules.domains().length === 0) return;
  const refuse = (what: string, given: readonly string[], known: readonly string[]): void => {
    const unknown = given.find(name => !known.includes(name));
    if (unknown !== undefined)
      throw new StartupError(`There is no ${what} '${unknown}'; there are ${known.join(', ')}.`);
  };
  refuse('source system', system, [...rules.systems().keys()].sort());
  refuse('domain', domain, rules.domains());
}

async function listKeys({ json = false }: { json?: boolean }): Promise<void> {
  await withAccess(async access => {
    const keys = (await access.listKeys()).map(key => ({
      id: key.id,
      name: key.name,
      roles: key.roles,
      scope: key.scope,
      expiresAt: key.expiresAt,
      revokedAt: key.revokedAt,
      lastUsedAt: key.lastUsedAt,
    }));
    const lines = keys.map(({ id, name, roles, revokedAt, expiresAt }) => {
      const until = expiresAt === null ? 'live' : `until ${expiresAt.toISOString().slice(0, 10)}`;
      return `${id}  ${name.padEnd(24)} ${roles.join(',').padEnd(24)} ${revokedAt === null ? until : 'revoked'}`;
    });
    new CliOutput({ json }).result({ keys }, lines.length === 0 ? 'There are no keys.' : lines.join('\n'));
  });
}

async function revokeKey(id: string, { json = false }: { json?: boolean }): Promise<void> {
  await withAccess(async (access, correlationId) => {
    await access.revokeKey(id, CLI_ACTOR, correlationId);
    new CliOutput({ json }).result({ id, revoked: true }, `Key ${id} is revoked.`);
  });
}
