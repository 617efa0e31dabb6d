// SPDX-License-Identifier: Apache-2.0
// Runs one program and ends it as soon as stdin ends. The parent holds the other end of that pipe, so the operating system
// closes it however the parent dies, SIGKILL included. The first line of stdout tells the program's process id.
// node supervise.mjs PROGRAM ARGS...
import { spawn } from 'node:child_process';

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
process.stdout.write(`pid ${child.pid}\n`);
let stopping = false;

function stop() {
  if (stopping) return;
  stopping = true;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 2000).unref();
}

child.on('error', (error) => {
  process.stderr.write(`cannot run ${program}: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => process.exit(stopping ? 0 : code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
process.stdin.on('end', stop).on('error', stop).resume();
