import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ShortcutRegistry, type Shortcut } from './shortcuts.js';

let registry: ShortcutRegistry;
let listen: (event: KeyboardEvent) => void;

beforeEach(() => {
  registry = new ShortcutRegistry();
  listen = event => registry.handle(event);
  window.addEventListener('keydown', listen);
});

afterEach(() => {
  window.removeEventListener('keydown', listen);
  document.body.replaceChildren();
});

function offer(keys: string, more: Partial<Shortcut> = {}) {
  const run = vi.fn<() => void>();
  const withdraw = registry.register([{ keys, label: keys, group: 'test', run, ...more }]);
  return { run, withdraw };
}

function press(key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

function focusable(html: string): Element {
  document.body.innerHTML = html;
  const element = document.body.querySelector('[data-target]');
  if (!element) throw new Error('no target in the markup');
  return element;
}

describe('a shortcut', () => {
  it('runs on its key and keeps the browser from acting on it too', () => {
    const { run } = offer('m');
    expect(press('m').defaultPrevented).toBe(true);
    expect(run).toHaveBeenCalledOnce();
  });

  it('tells Shift from no Shift on letters, and needs none spelled out on signs', () => {
    const select = offer('x');
    const range = offer('Shift+X');
    const help = offer('?');
    press('X', { shiftKey: true });
    press('?', { shiftKey: true });
    expect([select.run, range.run, help.run].map(run => run.mock.calls.length)).toEqual([0, 1, 1]);
  });

  it('leaves the browser its own combinations', () => {
    const { run } = offer('c');
    expect(press('c', { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    '<input data-target>',
    '<textarea data-target></textarea>',
    '<div role="textbox"><b data-target></b></div>',
  ])('keeps quiet while the person types in %s', html => {
    const { run } = offer('m');
    press('m', {}, focusable(html));
    expect(run).not.toHaveBeenCalled();
  });

  it('still runs from a checkbox, which takes no letters', () => {
    const { run } = offer('m');
    press('m', {}, focusable('<input type="checkbox" data-target>'));
    expect(run).toHaveBeenCalledOnce();
  });

  it('runs while typing where it asks to', () => {
    const { run } = offer('Mod+Enter', { whileTyping: true });
    press('Enter', { metaKey: true }, focusable('<textarea data-target></textarea>'));
    expect(run).toHaveBeenCalledOnce();
  });

  it('does not reach the screen behind an open dialog', () => {
    const { run } = offer('m');
    const inside = focusable('<div role="dialog"><button data-target></button></div>');
    press('m');
    expect(run).not.toHaveBeenCalled();
    press('m', {}, inside);
    expect(run).toHaveBeenCalledOnce();
  });
});

describe('a toast on the screen', () => {
  it('takes no keys away', () => {
    const { run } = offer('m');
    focusable('<div role="alertdialog" aria-modal="false"><button data-target></button></div>');
    press('m');
    expect(run).toHaveBeenCalledOnce();
  });
});

describe('a key sequence', () => {
  it('runs when its keys follow one another', () => {
    const { run } = offer('g d');
    press('g');
    press('d');
    expect(run).toHaveBeenCalledOnce();
  });

  it('is forgotten when another key comes between', () => {
    const { run } = offer('g d');
    for (const key of ['g', 'y', 'd']) press(key);
    expect(run).not.toHaveBeenCalled();
  });

  it('does not swallow a shortcut that starts anew', () => {
    const sequence = offer('g d');
    const next = offer('j');
    press('g');
    press('j');
    expect(sequence.run).not.toHaveBeenCalled();
    expect(next.run).toHaveBeenCalledOnce();
  });
});

describe('the registry', () => {
  it('lets the newest registration of a key win and gives the key back afterwards', () => {
    const frame = offer('j');
    const screen = offer('j');
    press('j');
    screen.withdraw();
    press('j');
    expect([frame.run.mock.calls.length, screen.run.mock.calls.length]).toEqual([1, 1]);
  });

  it('lists each key once', () => {
    offer('j');
    offer('j', { label: 'next task' });
    expect(registry.list().map(({ label }) => label)).toEqual(['next task']);
  });
});
