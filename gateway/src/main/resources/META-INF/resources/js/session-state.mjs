// SPDX-License-Identifier: Apache-2.0
// What is known of an account that is looked at, and how it stands with the questions about it.

export class SessionState {
  route;
  /** What to show: { answer, portfolio, sameBlocks }, null until there is an answer. */
  view = null;
  /** The gateway refuses the request: { field, message }. The session is over. */
  refusal = null;
  /** The last question failed though it is right; one sentence. */
  trouble = null;
  /** connecting, live, held or lost. */
  connection = 'connecting';
  /** performance.now() of the last message. */
  heardAt = null;
  /** Milliseconds that the gateway's clock is ahead of this one, as its heartbeats tell. */
  clockAhead = 0;
  /** The latest reorganisations: { reorg, at }. */
  reorgs = [];

  constructor(route) {
    this.route = route;
  }

  /** Whether nothing is known yet, good or bad. */
  get isWaiting() {
    return this.view === null && this.refusal === null && this.connection === 'connecting';
  }
}
