import './highlight.css';

export interface HighlightProps {
  text: string;
  /** What was searched for; its words are marked wherever a word of the text begins with them. */
  sought: string;
}

/** A text with the words marked that it was found by. What was found in spite of a typing mistake has nothing to mark. */
export function Highlight({ text, sought }: HighlightProps) {
  const words = sought.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
  if (words.length === 0) return <>{text}</>;
  const beginning = new RegExp(`(?<![\\p{L}\\p{N}])(${words.join('|')})`, 'giu');
  return (
    <>
      {text.split(beginning).map((part, index) =>
        // What a split keeps of its separator stands at the odd places.
        index % 2 === 1 ? (
          <mark key={index} className="ts-mark-found">
            {part}
          </mark>
        ) : (
          part
        ),
      )}
    </>
  );
}
