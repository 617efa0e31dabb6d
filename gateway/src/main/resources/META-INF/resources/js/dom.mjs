// SPDX-License-Identifier: Apache-2.0
// Describes elements (h) and brings a node's children into the described state (patch). Elements that stay keep their
// focus, scroll position and whether they are open.

const known = new WeakMap();
const calm = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)');

/**
 * An element's description.
 *
 * Properties are attributes (`false` and `undefined` leave them out), except: `key` identifies the element among its
 * siblings, `on` maps event names to listeners, `style` maps CSS properties to values, `flash` marks a value whose
 * changes are shown by a short highlight when they are worth looking at.
 */
export function h(tag, props, ...children) {
  const present = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  return { tag, props: props ?? {}, children: present.map((child) => (typeof child === 'object' ? child : String(child))) };
}

export function patch(parent, descriptions) {
  const old = [...parent.childNodes];
  const keyed = new Map(old.filter((node) => keyOf(node) !== undefined).map((node) => [keyOf(node), node]));
  const unkeyed = old.filter((node) => keyOf(node) === undefined);
  const nodes = descriptions.map((description) => reuse(description, keyed, unkeyed) ?? create(description));
  const kept = new Set(nodes);
  old.filter((node) => !kept.has(node)).forEach((node) => node.remove());
  let cursor = parent.firstChild;
  nodes.forEach((node, i) => {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
    update(node, descriptions[i]);
  });
}

const keyOf = (node) => known.get(node)?.key;

function reuse(description, keyed, unkeyed) {
  const key = description.props?.key;
  if (key !== undefined) {
    const node = keyed.get(key);
    return node && fits(node, description) ? node : undefined;
  }
  const at = unkeyed.findIndex((node) => fits(node, description));
  return at === -1 ? undefined : unkeyed.splice(at, 1)[0];
}

function fits(node, description) {
  if (typeof description === 'string') return node.nodeType === Node.TEXT_NODE;
  return node.nodeType === Node.ELEMENT_NODE && node.localName === description.tag;
}

function create(description) {
  return typeof description === 'string' ? document.createTextNode(description) : document.createElement(description.tag);
}

function update(node, description) {
  if (typeof description === 'string') {
    if (node.data !== description) node.data = description;
    return;
  }
  const before = known.get(node);
  const shown = before && description.props.flash ? node.textContent : undefined;
  apply(node, before ?? {}, description.props);
  known.set(node, description.props);
  patch(node, description.children);
  if (shown !== undefined && shown !== node.textContent && isNotable(before.value, description.props.value)) flash(node);
}

/** The share of a number by which it has to change: interest that accrues with every block is no news. */
const NOTABLE = 0.0005;

/** Whether a change between two decimals is worth a look. */
export function isNotable(before, after) {
  const [from, to] = [Number(before), Number(after)];
  if (Number.isNaN(from) || Number.isNaN(to)) return before !== after;
  return Math.abs(to - from) > NOTABLE * Math.max(Math.abs(from), Math.abs(to));
}

function apply(node, before, after) {
  const { on: oldListeners = {}, ...oldRest } = before;
  const { on: listeners = {}, ...rest } = after;
  for (const [event, listener] of Object.entries(oldListeners)) {
    if (listeners[event] !== listener) node.removeEventListener(event, listener);
  }
  for (const [event, listener] of Object.entries(listeners)) {
    if (oldListeners[event] !== listener) node.addEventListener(event, listener);
  }
  for (const name of new Set([...Object.keys(oldRest), ...Object.keys(rest)])) {
    if (name === 'key' || name === 'flash') continue;
    if (name === 'style') restyle(node, oldRest.style ?? {}, rest.style ?? {});
    else if (oldRest[name] !== rest[name]) attribute(node, name, rest[name]);
  }
}

function attribute(node, name, value) {
  if (value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? '' : value);
  // What somebody has chosen in a list is no attribute any more.
  if (name === 'selected') node.selected = Boolean(value);
}

function restyle(node, before, after) {
  for (const name of Object.keys(before)) if (!(name in after)) node.style.removeProperty(name);
  for (const [name, value] of Object.entries(after)) if (before[name] !== value) node.style.setProperty(name, value);
}

function flash(node) {
  if (calm?.matches) return;
  node.animate([{ backgroundColor: 'var(--flash)' }, { backgroundColor: 'transparent' }], { duration: 900, easing: 'ease-out' });
}
