// SPDX-License-Identifier: Apache-2.0
import http from 'node:http';

/** An error answer of the node, or no answer at all. */
export class RpcError extends Error {
  constructor(method, message, data) {
    super(`${method}: ${message}`);
    this.name = 'RpcError';
    this.method = method;
    this.data = data;
  }
}

/** JSON-RPC 2.0 over one kept-alive HTTP connection per request in flight. */
export class Rpc {
  #agent = new http.Agent({ keepAlive: true });
  #id = 0;

  /** @param {string} url @param {number} timeoutMs after which a request fails */
  constructor(url, timeoutMs = 300_000) {
    this.url = url;
    this.timeoutMs = timeoutMs;
  }

  /** Sends one request and returns its `result`. @throws {RpcError} */
  async call(method, params = []) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: ++this.#id, method, params });
    let answer;
    try {
      answer = JSON.parse(await this.#post(body));
    } catch (cause) {
      throw new RpcError(method, `no answer from ${this.url} (${cause.message})`);
    }
    if (answer.error) throw new RpcError(method, answer.error.message, answer.error.data);
    return answer.result;
  }

  #post(body) {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const request = http.request(this.url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString()));
        response.on('error', reject);
      });
      request.setTimeout(this.timeoutMs, () => request.destroy(new Error(`nothing for ${this.timeoutMs} ms`)));
      request.on('error', reject);
      request.end(body);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

/** A quantity as the JSON-RPC API wants it: 0x-hex without leading zeros. */
export const quantity = (value) => `0x${BigInt(value).toString(16)}`;
