// SPDX-License-Identifier: Apache-2.0
// What the publisher's states and reasons mean.

const STATES = {
  PUBLICATION_STATE_BUILT: ['signers are asked', 'warn'],
  PUBLICATION_STATE_QUEUED: ['signed, not yet sent', 'warn'],
  PUBLICATION_STATE_SENT: ['sent, not yet in a block', 'warn'],
  PUBLICATION_STATE_MINED: ['in a block', 'ok'],
  PUBLICATION_STATE_FINAL: ['final', 'ok'],
  PUBLICATION_STATE_SUPERSEDED: ['overtaken', 'warn'],
  PUBLICATION_STATE_FAILED: ['failed', 'bad'],
};

const TRIGGERS = {
  PUBLICATION_TRIGGER_INPUT_REORGANISED: 'a block behind the last one was replaced',
  PUBLICATION_TRIGGER_FIRST: 'the first since the start',
  PUBLICATION_TRIGGER_ACCOUNTS_CHANGED: 'other accounts are published',
  PUBLICATION_TRIGGER_SIGN_CHANGED: 'net changed its sign',
  PUBLICATION_TRIGGER_FLAGS_CHANGED: 'a flag or the coverage changed',
  PUBLICATION_TRIGGER_LIMIT_CROSSED: 'net crossed a limit',
  PUBLICATION_TRIGGER_NET_MOVED: 'net moved',
  PUBLICATION_TRIGGER_MARGIN_MOVED: 'the margin moved',
  PUBLICATION_TRIGGER_HEARTBEAT: 'heartbeat',
};

/** @returns {[word: string, tone: string]} */
export const stateWords = (state) => STATES[state] ?? ['unknown', 'warn'];

export const triggerWords = (trigger) => TRIGGERS[trigger] ?? 'unknown';

const WEI_DIGITS = 18;

/** Wei, a whole number, as a decimal of the chain's coin. */
export function coins(wei) {
  const digits = wei.padStart(WEI_DIGITS + 1, '0');
  const fraction = digits.slice(-WEI_DIGITS).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -WEI_DIGITS) : `${digits.slice(0, -WEI_DIGITS)}.${fraction}`;
}
