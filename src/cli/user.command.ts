import { Command } from 'commander';
import { readRoles } from './read-roles.js';
import { CliOutput } from './cli-output.js';
import { readCliSettings } from './read-cli-settings.js';
import { withAccess } from './with-access.js';
import { CLI_ACTOR } from './with-database.js';

/** `touchstone user`: the people who may sign in. Passwords are never given here: a login link lets people set their own. */
export function userCommand(): Command {
  const action = (name: string, description: string): Command =>
    new Command(name).description(description).option('--json', 'print the result as JSON');
  return new Command('user')
    .description(
      'the people who may sign in; works on the database, so that it helps when nobody can sign in',
    )
    .addCommand(
      action('create', 'create an account; it has no password until its owner signs in by a login link')
        .argument('<name>', 'what the person signs in with')
        .option('--display-name <text>', 'how others see the person; default: the name')
        .requiredOption('--role <roles...>', 'viewer, steward, approver, integration, admin', readRoles)
        .action(createUser),
    )
    .addCommand(action('list', 'every account with its roles').action(listUsers))
    .addCommand(
      action('disable', 'sign a person out everywhere, for good')
        .argument('<name>', 'what the person signs in with')
        .action(disableUser),
    )
    .addCommand(
      action('login-link', 'a link that signs a person in once; valid for 30 minutes')
        .argument('<name>', 'what the person signs in with')
        .action(issueLink),
    );
}

interface CreateOptions {
  readonly displayName?: string;
  readonly role: ReturnType<typeof readRoles>;
  readonly json?: boolean;
}

async function createUser(
  name: string,
  { displayName = name, role, json = false }: CreateOptions,
): Promise<void> {
  await withAccess(async (access, correlationId) => {
    const user = await access.createUser({ name, displayName, roles: role }, CLI_ACTOR, correlationId);
    const { id } = user;
    new CliOutput({ json }).result(
      { id, name, displayName, roles: role },
      `Created ${name} (${role.join(', ')}). Let the person in with: touchstone user login-link ${name}`,
    );
  });
}

async function listUsers({ json = false }: { json?: boolean }): Promise<void> {
  await withAccess(async access => {
    const users = (await access.users()).map(user => ({
      id: user.id,
      name: user.name,
      displayName: user.displayName,
      roles: user.roles,
      hasPassword: user.hasPassword,
      disabledAt: user.disabledAt,
    }));
    const lines = users.map(
      user =>
        `${user.name.padEnd(24)} ${user.roles.join(',').padEnd(32)} ${user.disabledAt === null ? (user.hasPassword ? 'active' : 'no password yet') : 'disabled'}`,
    );
    new CliOutput({ json }).result(
      { users },
      lines.length === 0 ? 'There are no accounts.' : lines.join('\n'),
    );
  });
}

async function disableUser(name: string, { json = false }: { json?: boolean }): Promise<void> {
  await withAccess(async (access, correlationId) => {
    await access.disableUser(name, CLI_ACTOR, correlationId);
    new CliOutput({ json }).result(
      { name, disabled: true },
      `${name} is disabled and signed out everywhere.`,
    );
  });
}

async function issueLink(name: string, { json = false }: { json?: boolean }): Promise<void> {
  await withAccess(async (access, correlationId) => {
    const token = await access.issueLoginLink(name, CLI_ACTOR, correlationId);
    const { http } = readCliSettings();
    const url = `${http.publicUrl ?? `http://localhost:${http.port}`}/login?token=${token}`;
    new CliOutput({ json }).result({ name, url }, url);
  });
}
