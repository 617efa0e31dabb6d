// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections, which would take one again before it is listened on. */
const [LOWEST, HIGHEST] = [20_000, 32_767];
const TRIES = 100;

/** Ports on 127.0.0.1 that nobody listens on now, and that no outgoing connection will take. */
export async function freePorts(count) {
  const servers = [];
  for (let i = 0; i < count; i++) servers.push(await listenSomewhere());
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => { server.close(resolve); })));
  return ports;
}

async function listenSomewhere() {
  for (let i = 0; i < TRIES; i++) {
    try {
      return await listen(randomInt(LOWEST, HIGHEST + 1));
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    }
  }
  throw new Error(`none of ${TRIES} ports between ${LOWEST} and ${HIGHEST} is free`);
}

function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
