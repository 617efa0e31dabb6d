// SPDX-License-Identifier: Apache-2.0
// The event stream of one portfolio, kept open: EventSource resumes by itself with its last event id; what it gives up,
// or what falls silent, is opened again here. A hidden page holds no stream: browsers allow few connections per host.

const HEARTBEAT = 5;
const SILENCE = 2.5 * HEARTBEAT * 1000;
const BACKOFF = [1000, 2000, 4000, 8000, 15000];

export class Watch {
  #url;
  #on;
  #source;
  #timer;
  #failures = 0;
  #closed = false;
  #offline = () => this.#lost();
  #online = () => this.#open();
  #seen = () => (document.hidden ? this.#pause() : this.#open());

  /**
   * @param url       gives the stream's address for a heartbeat interval in seconds
   * @param on.message  a WatchPortfolioResponse
   * @param on.opening  the stream is asked for
   * @param on.lost     nothing arrives any more; called once or several times until the next message
   * @param on.explain  the stream was refused: asks why. Resolves to true when asking again is of use
   */
  constructor(url, on) {
    this.#url = url(HEARTBEAT);
    this.#on = on;
    addEventListener('offline', this.#offline);
    addEventListener('online', this.#online);
    document.addEventListener('visibilitychange', this.#seen);
    this.#open();
  }

  /** Starts again with a snapshot. */
  restart() {
    this.#open();
  }

  close() {
    this.#closed = true;
    this.#pause();
    removeEventListener('offline', this.#offline);
    removeEventListener('online', this.#online);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  #pause() {
    this.#source?.close();
    this.#source = undefined;
    clearTimeout(this.#timer);
  }

  #open() {
    this.#pause();
    if (document.hidden) return;
    this.#on.opening();
    const source = new EventSource(this.#url);
    this.#source = source;
    for (const type of ['snapshot', 'delta', 'heartbeat']) {
      source.addEventListener(type, (event) => this.#received(source, event));
    }
    source.addEventListener('error', () => this.#failed(source));
    this.#after(SILENCE, () => this.#silent());
  }

  #received(source, event) {
    if (source !== this.#source || this.#closed) return;
    this.#failures = 0;
    this.#after(SILENCE, () => this.#silent());
    this.#on.message(JSON.parse(event.data));
  }

  #silent() {
    this.#lost();
    this.#open();
  }

  async #failed(source) {
    if (source !== this.#source || this.#closed) return;
    this.#lost();
    if (source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.#timer);
    const useful = await this.#on.explain();
    if (!useful || this.#closed || source !== this.#source) return;
    const wait = BACKOFF[Math.min(this.#failures, BACKOFF.length - 1)];
    this.#failures += 1;
    this.#after(wait, () => this.#open());
  }

  #lost() {
    if (!this.#closed) this.#on.lost();
  }

  #after(milliseconds, action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, milliseconds);
  }
}
