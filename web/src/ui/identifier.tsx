import './values.css';

/** An identifier or code, in a face where 0 and O, 1 and l differ. Blanks at its ends can be seen: they are part of a key. */
export function Identifier({ children }: { children: string }) {
  const [, before, core, after] = /^(\s*)(.*?)(\s*)$/s.exec(children) ?? [];
  return (
    <code className="ts-identifier" dir="ltr">
      {before ? <span className="ts-blank">{before}</span> : null}
      {core}
      {after ? <span className="ts-blank">{after}</span> : null}
    </code>
  );
}
