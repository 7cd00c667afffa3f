import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CLOCK_TICKS = 100;

/** Processor seconds of the embedded database, its ended connections included. 0 where there is no /proc. */
export function readDatabaseCpu(dataDir: string): number {
  const pidFile = join(dataDir, 'postgres/data/postmaster.pid');
  if (!existsSync('/proc/self/stat') || !existsSync(pidFile)) return 0;
  const postmaster = readFileSync(pidFile, 'utf8').split('\n')[0] ?? '';
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    const fields = statOf(pid);
    const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map(field =>
      Number(fields[field]),
    );
    if (pid === postmaster) ticks += (user ?? 0) + (system ?? 0) + (endedUser ?? 0) + (endedSystem ?? 0);
    else if (String(parent) === postmaster) ticks += (user ?? 0) + (system ?? 0);
  }
  return ticks / CLOCK_TICKS;
}

/** What follows the program's name in a process's stat line: its state, its parent… Empty when it has just ended. */
function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}
