import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Custom properties, which parts hand to their style sheets. */
    [property: `--${string}`]: string | number | undefined;
  }
}
