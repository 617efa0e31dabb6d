// SPDX-License-Identifier: Apache-2.0

/** Which rows show their positions. */
export class OpenRows {
  #changed;
  #keys = new Set();

  /** @param changed called when a row has opened or closed */
  constructor(changed) {
    this.#changed = changed;
  }

  has(key) {
    return this.#keys.has(key);
  }

  set(key, isOpen) {
    if (this.has(key) === isOpen) return;
    if (isOpen) this.#keys.add(key);
    else this.#keys.delete(key);
    this.#changed();
  }
}
