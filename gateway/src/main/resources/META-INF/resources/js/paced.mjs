// SPDX-License-Identifier: Apache-2.0

/**
 * Runs an asynchronous task when it is asked for, at most once per interval and never twice at a time. Asking while it
 * runs leads to one more run. Nothing runs while the page is hidden; what was asked for then runs when it is seen again.
 */
export class Paced {
  #task;
  #interval;
  #running = false;
  #wanted = false;
  #timer;
  #started = -Infinity;
  #ended = false;
  #onVisible = () => this.#next();

  constructor(task, interval) {
    this.#task = task;
    this.#interval = interval;
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  ask() {
    this.#wanted = true;
    this.#next();
  }

  end() {
    this.#ended = true;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  #next() {
    if (!this.#wanted || this.#running || this.#ended || document.hidden) return;
    clearTimeout(this.#timer);
    const wait = this.#started + this.#interval - performance.now();
    if (wait > 0) this.#timer = setTimeout(() => this.#next(), wait);
    else this.#run();
  }

  async #run() {
    this.#wanted = false;
    this.#running = true;
    this.#started = performance.now();
    try {
      await this.#task();
    } finally {
      this.#running = false;
      this.#next();
    }
  }
}
