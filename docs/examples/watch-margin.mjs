// SPDX-License-Identifier: Apache-2.0
// The margin of an account, live: node watch-margin.mjs http://127.0.0.1:8080 0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f
// One line per message: its version, what it cost, what the account's protocols are told to require. `apply` is all that a
// client of the stream needs, over server-sent events and over gRPC (with messages that leave out what is not set).
import { pathToFileURL } from 'node:url';

/** The answer after a MarginDelta. It shares with the one before what has not changed. */
export function apply(answer, { moves = [], changed = {} }) {
  const moved = moves.reduce((all, { list, from = [] }) => {
    const names = list.slice(1).split('/');
    return replaced(all, names, (lines) => from.map((place) => (place < 0 ? {} : lines[place])));
  }, answer);
  return merged(moved, changed);
}

function replaced(value, [name, ...names], by) {
  if (name === undefined) return by(value ?? []);
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[name] = replaced(copy[name], names, by);
  return copy;
}

const isObject = (value) => typeof value === 'object' && value !== null;

function merged(old, changed) {
  if (!isObject(changed) || !isObject(old)) return changed;
  if (Array.isArray(changed) && !isObject(changed[0])) return changed;
  if (Object.keys(changed).length === 0) return old;
  const copy = Array.isArray(old) ? [...old] : { ...old };
  for (const [name, value] of Object.entries(changed)) copy[name] = merged(copy[name], value);
  return copy;
}

/** Each message of the stream, with the answer after it. One that broke is continued from its last answer and its token. */
export async function* margins(url, answer = undefined, token = '') {
  const response = await fetch(url, { headers: token ? { 'Last-Event-ID': token } : {} });
  if (!response.ok) throw new Error(await response.text());
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true });
    const events = text.split('\n\n');
    text = events.pop();
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data:'))?.slice(5);
      if (!data) continue;
      const message = JSON.parse(data);
      if (message.margin) answer = message.margin;
      if (message.delta) answer = apply(answer, message.delta);
      yield { message, answer, bytes: data.length };
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [url, account] = process.argv.slice(2);
  for await (const { message, answer, bytes } of margins(`${url}/v1/margin/${account}/watch`)) {
    console.log(message.version, `${bytes} bytes`, `required ${answer.view.required_usd} USD`);
  }
}
