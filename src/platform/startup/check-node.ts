import { StartupError } from '../errors/index.js';

/** package.json `engines`; bin/touchstone.js repeats it, because it must run on versions that cannot load this. */
const NODE_MIN: readonly [major: number, minor: number] = [20, 19];

/** @throws StartupError when this Node is older than the hub needs */
export function checkNode(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
    throw new StartupError(
      `Touchstone needs Node.js ${NODE_MIN.join('.')} or newer and this is ${version}; install a newer one from https://nodejs.org.`,
    );
  }
}
