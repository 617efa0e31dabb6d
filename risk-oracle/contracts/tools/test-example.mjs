#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Tests the example project as one who copied it has it: with this package as npm would install it, that is with its `files` alone. No network.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const { name, files } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

const project = mkdtempSync(path.join(os.tmpdir(), 'setoff-example-'));
try {
  const notInstalled = (source) => !['node_modules', 'out', 'cache'].includes(path.basename(source));
  cpSync(path.join(ROOT, 'example'), project, { recursive: true, filter: notInstalled });
  const modules = path.join(project, 'node_modules');
  for (const file of [...files, 'package.json']) cpSync(path.join(ROOT, file), path.join(modules, name, file), { recursive: true });
  mkdirSync(path.join(modules, '@openzeppelin'), { recursive: true });
  for (const dependency of ['@openzeppelin/contracts', 'solc']) symlinkSync(path.join(ROOT, 'node_modules', dependency), path.join(modules, dependency));
  const forge = (...args) => spawnSync(path.join(ROOT, 'node_modules/.bin/forge'), args, { cwd: project, stdio: 'inherit' }).status ?? 1;
  process.exitCode = forge('test') || forge('build', 'demo'); // the demo's test needs a running demo: here it compiles, at least
} finally {
  rmSync(project, { recursive: true, force: true });
}
