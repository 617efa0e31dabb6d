// SPDX-License-Identifier: Apache-2.0
// The gateway's REST API.

/** Request timeout, precondition of the moment, too early, too many requests. */
const PASSING = new Set([408, 412, 425, 429]);

/** A refusal by the gateway, or no answer from it (status 0). */
export class ApiError extends Error {
  constructor(status, field, message) {
    super(message);
    this.status = status;
    this.field = field;
  }

  /** Whether the request itself is wrong, so that asking again would not help. */
  get isRefusal() {
    return this.status >= 400 && this.status < 500 && !PASSING.has(this.status);
  }
}

const TIMEOUT = 15_000;

async function get(path, signal) {
  const signals = [AbortSignal.timeout(TIMEOUT), ...(signal ? [signal] : [])];
  let refused;
  try {
    const response = await fetch(path, { headers: { Accept: 'application/json' }, signal: AbortSignal.any(signals), cache: 'no-store' });
    if (response.ok) return await response.json();
    refused = await refusal(response);
  } catch (error) {
    if (signal?.aborted) throw error;
    // A connection may also end within an answer.
    throw new ApiError(0, '', error instanceof SyntaxError ? 'The answer of the gateway cannot be read.' : 'The gateway does not answer.');
  }
  throw refused;
}

async function refusal(response) {
  const body = await response.json().catch(() => ({}));
  const { field = '', message = `The gateway answered ${response.status}.` } = body;
  return new ApiError(response.status, field, sentence(field, message));
}

/** "account: is required" as a sentence of its own. */
function sentence(field, message) {
  const text = field && message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  const verb = /^(is|has|are) /.exec(text);
  const subject = field ? field[0].toUpperCase() + field.slice(1).replaceAll('_', ' ') : 'This';
  return verb ? `${subject} ${text}` : text[0].toUpperCase() + text.slice(1);
}

const account = (id) => encodeURIComponent(id).replaceAll('%3A', ':');

export const listAccounts = (signal) => get('v1/accounts', signal);

export const listVenues = (signal) => get('v1/venues', signal);

export const listPublications = (signal) => get('v1/publications', signal);

export const listBlocks = (signal) => get('v1/blocks', signal);

/** The blocks that are asked about: those that are named, else the newest ones of a finality. */
const state = ({ cut, finality }) => (cut
  ? cut.split(',').map((block) => `cut=${encodeURIComponent(block)}`).join('&')
  : `finality=${encodeURIComponent(finality)}`);

export const getPortfolio = (route, signal) => get(`v1/portfolios/${account(route.account)}?${state(route)}`, signal);

export const getExposure = (route, signal) =>
  get(`v1/exposures/${account(route.account)}?policy=${encodeURIComponent(route.policy)}&${state(route)}`, signal);

export const getMargin = (route, signal) => get(`v1/margin/${account(route.account)}?${state(route)}`, signal);

export const getStress = (route, signal) => get(`v1/stress/${account(route.account)}?${state(route)}`, signal);

/** Over all accounts; PRUDENT is no state of all, and totals of it are those of the newest blocks. */
export const getTotals = (route, signal) =>
  get(`v1/totals?policy=${encodeURIComponent(route.policy)}&${state(route.finality === 'PRUDENT' ? { ...route, finality: 'LATEST' } : route)}`, signal);

/** Address of the event stream; a heartbeat after this many seconds of silence. */
export const watchUrl = (route, heartbeat) =>
  `v1/portfolios/${account(route.account)}/watch?finality=${encodeURIComponent(route.finality)}&heartbeat=${heartbeat}`;
