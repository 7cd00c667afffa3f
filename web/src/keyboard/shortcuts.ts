/** One key, or a key sequence, and what it does where it is registered. */
export interface Shortcut {
  /** A key as the keyboard names it (`m`, `Enter`, `Shift+X`, `Mod+k`), or several with spaces: `g d`. */
  readonly keys: string;
  /** What it does, in words, for the key help. */
  readonly label: string;
  /** The heading that the key help lists it under. */
  readonly group: string;
  readonly run: () => void;
  /** Runs even while the person types in a field (`Mod+Enter` to save, for instance). */
  readonly whileTyping?: boolean;
}

const sequencePauseMs = 1200;

/**
 * Every shortcut of what is on the screen now. The newest registration of a key wins, so that a screen
 * may take over a key of the frame and gives it back when it goes.
 */
export class ShortcutRegistry {
  #sets: (readonly Shortcut[])[] = [];
  #pressed: string[] = [];
  #pressedAt = 0;

  /** Adds shortcuts until the returned function is called. */
  register(shortcuts: readonly Shortcut[]): () => void {
    this.#sets.push(shortcuts);
    return () => {
      this.#sets = this.#sets.filter(set => set !== shortcuts);
    };
  }

  /** The shortcuts that would run now, each key once, in the order of their registration. */
  list(): readonly Shortcut[] {
    const byKeys = new Map<string, Shortcut>();
    for (const shortcut of this.#sets.flat()) byKeys.set(shortcut.keys, shortcut);
    return [...byKeys.values()];
  }

  /** Runs what the event asks for, if anything. Meant for one listener on the window. */
  handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
    const typing = isEditable(event.target);
    const candidates = this.list().filter(
      shortcut => (shortcut.whileTyping ?? false) || (!typing && !behindDialog(event)),
    );
    if (event.timeStamp - this.#pressedAt > sequencePauseMs) this.#pressed = [];
    this.#pressedAt = event.timeStamp;

    const key = keyName(event);
    const sequence = [...this.#pressed, key].join(' ');
    const match =
      candidates.find(({ keys }) => keys === sequence) ?? candidates.find(({ keys }) => keys === key);
    if (match) {
      this.#pressed = [];
      event.preventDefault();
      match.run();
      return;
    }
    const begun = [sequence, key].find(begin => candidates.some(({ keys }) => keys.startsWith(`${begin} `)));
    this.#pressed = begun ? begun.split(' ') : [];
  }
}

/** The registry of the page. */
export const shortcuts = new ShortcutRegistry();

function keyName(event: KeyboardEvent): string {
  const letter = event.key.length === 1 && /\p{L}/u.test(event.key);
  const names = [];
  if (event.ctrlKey || event.metaKey) names.push('Mod');
  if (event.altKey) names.push('Alt');
  // Shift only counts on letters and named keys: `?` already says that Shift was held.
  if (event.shiftKey && (letter || event.key.length > 1)) names.push('Shift');
  names.push(letter ? (event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key);
  return names.join('+');
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta';
}

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  const field = target.closest('input, textarea, select, [role="textbox"], [role="listbox"], [role="menu"]');
  return (
    field !== null &&
    !(field instanceof HTMLInputElement && /^(checkbox|radio|button|range)$/.test(field.type))
  );
}

/** While a dialog is open, the screen behind it must not act on keys. (A toast is a dialog that is not modal.) */
function behindDialog(event: KeyboardEvent): boolean {
  const dialogs = ':is([role="dialog"], [role="alertdialog"]):not([aria-modal="false"])';
  if (document.querySelector(dialogs) === null) return false;
  return !(event.target instanceof Element && event.target.closest(dialogs) !== null);
}
