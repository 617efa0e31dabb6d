#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
try {
  const { main } = await import('../src/cli.mjs');
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const missing = error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND';
  const message = missing ? `${error.message} - run "npm ci" in the devnet folder` : error.message;
  process.stdout.write(`${JSON.stringify({ event: 'error', message, fatal: true })}\n`);
  process.stderr.write(`${missing ? message : error.stack}\n`);
  process.exitCode = 1;
}
process.exit();
