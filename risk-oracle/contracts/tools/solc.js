#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The command line that forge expects of a native solc (`--version`, `--standard-json` on stdin), served by the npm package.
import solc from 'solc';

if (process.argv.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version().replace('Emscripten.clang', 'Linux.g++')}`);
} else {
  let input = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk;
  process.stdout.write(solc.compile(input));
}
