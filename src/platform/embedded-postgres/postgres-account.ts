import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartupError } from '../errors/startup-error.js';

/** The system account that PostgreSQL runs as. `null`: the one that the hub itself runs as. */
export interface PostgresAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. Under root an account that every system has is used instead, so that nothing
 * needs to be created: `postgres` where a package made one, else `nobody`.
 *
 * @returns `null` when the hub does not run as root
 * @throws StartupError when the system has neither account
 */
export function choosePostgresAccount(): PostgresAccount | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const account = findAccount(name);
    if (account !== null) return account;
  }
  throw new StartupError(
    'PostgreSQL refuses to run as root and this system has neither a "postgres" nor a "nobody" account; start the hub as an ordinary user, or set DATABASE_URL.',
  );
}

function findAccount(name: string): PostgresAccount | null {
  const passwdLine = readPasswdLine(name);
  if (passwdLine !== undefined) {
    const [, , uid, gid] = passwdLine.split(':');
    return { name, uid: Number(uid), gid: Number(gid) };
  }
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    // Directory services (macOS, LDAP) keep accounts elsewhere; negative ids come back as large unsigned numbers.
    return { name, uid: ask('-u') >>> 0, gid: ask('-g') >>> 0 };
  } catch {
    return null;
  }
}

function readPasswdLine(name: string): string | undefined {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find(line => line.startsWith(`${name}:`));
  } catch {
    return undefined;
  }
}

/**
 * Whether the account may enter the folder: every folder on the way down must let it through. A checkout below
 * /root (mode 0700) is the usual reason why not. Access lists beyond the mode bits are not looked at.
 */
export function canEnter(folder: string, account: PostgresAccount | null): boolean {
  if (account === null) return true;
  for (let path = folder; ; path = dirname(path)) {
    const { mode, uid, gid } = statSync(path);
    const execute = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & execute) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
