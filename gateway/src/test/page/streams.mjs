// SPDX-License-Identifier: Apache-2.0
// Applies a margin's deltas as a client of ours would, and prints what it then has, a line of JSON per message:
//   node streams.mjs sse  URL       ACCOUNT
//   node streams.mjs grpc HOST:PORT ACCOUNT     by Node's own gRPC client
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { apply, margins } from '../../../../docs/examples/watch-margin.mjs';

const [way, at, account] = process.argv.slice(2);
const tell = (message, state) =>
  console.log(JSON.stringify({ event: ['margin', 'delta', 'heartbeat'].find((name) => message[name]), token: message.resume_token, ...state }));

if (way === 'sse') {
  for await (const { message, answer, bytes } of margins(`${at}/v1/margin/${account}/watch?heartbeat=1`)) tell(message, { answer, bytes });
} else {
  const protos = fileURLToPath(new URL('../../../../proto/src/main/protobuf', import.meta.url));
  const options = { includeDirs: [protos], keepCase: true, longs: String, enums: String };
  const { RiskService } = grpc.loadPackageDefinition(loader.loadSync('setoff/v1/risk.proto', options)).setoff.v1;
  const { responseSerialize } = RiskService.service.GetMargin;
  const client = new RiskService(at, grpc.credentials.createInsecure());
  let answer;
  for await (const message of client.WatchMargin({ account, heartbeat_interval: { seconds: 1 } })) {
    if (message.margin) answer = message.margin;
    if (message.delta) answer = apply(answer, message.delta);
    tell(message, { answer: answer && responseSerialize(answer).toString('base64'), bytes: RiskService.service.WatchMargin.responseSerialize(message).length });
  }
}
