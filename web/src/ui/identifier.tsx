import { Highlight } from './highlight.js';
import './values.css';

/** An identifier or code, in a face where 0 and O, 1 and l differ. Blanks at its ends can be seen: they are part of a key. `sought` marks what it was found by. */
export function Identifier({ children, sought = '' }: { children: string; sought?: string }) {
  const [, before, core, after] = /^(\s*)(.*?)(\s*)$/s.exec(children) ?? [];
  return (
    <code className="ts-identifier" dir="ltr">
      {before ? <span className="ts-blank">{before}</span> : null}
      <Highlight text={core ?? ''} sought={sought} />
      {after ? <span className="ts-blank">{after}</span> : null}
    </code>
  );
}
