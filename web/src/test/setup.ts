import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Against what never comes, on a machine that others use too; what comes is waited for no longer than it takes.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});

// jsdom lays nothing out. Rows are only drawn where there is room for them, so elements get a size.
class FixedSizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver = FixedSizeObserver;
Object.defineProperties(Element.prototype, {
  clientWidth: { value: 1280 },
  clientHeight: { value: 640 },
  scrollIntoView: { value: () => undefined },
});

// React Aria asks for these; jsdom does not have them.
Object.defineProperty(globalThis, 'CSS', {
  value: { escape: (text: string) => text.replaceAll(/[^\w-]/g, String.raw`\$&`) },
});
Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => Object.assign(new EventTarget(), { matches: false, media: query }),
});
