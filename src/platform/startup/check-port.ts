import { createServer } from 'node:net';
import { StartupError } from '../errors/index.js';

/**
 * Finds out that a port is taken before minutes of other work, not after.
 *
 * @throws StartupError when another program listens on it
 */
export function checkPort(host: string, port: number): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const server = createServer()
      .once('error', error =>
        // Other faults (a foreign address, a privileged port) are explained where the hub really listens.
        'code' in error && error.code === 'EADDRINUSE'
          ? reject(
              new StartupError(
                `Port ${port} is taken by another program; stop it or set PORT to another one.`,
                { cause: error },
              ),
            )
          : resolve(),
      )
      .listen(port, host, () => server.close(() => resolve()));
  });
}
