/**
 * Reads the small part of XML that workbooks use, piece by piece: elements, attributes, text. Document types and
 * entities other than the five of XML and character references are refused, so that nothing can expand or be fetched.
 */
import { unreadable } from './source-row.js';

/** What a scanner hands over. Names come without their namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
  text(text: string): void;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Longest tag or comment: those of a workbook have a few hundred characters. */
const TAG_MAX = 65_536;

export class XmlScanner {
  private readonly handler: XmlHandler;
  private rest = '';

  constructor(handler: XmlHandler) {
    this.handler = handler;
  }

  /** Takes the next piece of text. */
  push(piece: string): void {
    const text = this.rest + piece;
    let index = 0;
    while (index < text.length) {
      if (text[index] === '<') {
        const end = endOfMarkup(text, index);
        if (end === -1) break;
        this.readMarkup(text.slice(index, end));
        index = end;
        continue;
      }
      let end = text.indexOf('<', index);
      if (end === -1) {
        // An entity may be cut by the end of the piece.
        const ampersand = text.lastIndexOf('&');
        end = ampersand >= index && !text.includes(';', ampersand) ? ampersand : text.length;
        if (end > index) this.handler.text(decodeEntities(text.slice(index, end)));
        index = end;
        break;
      }
      this.handler.text(decodeEntities(text.slice(index, end)));
      index = end;
    }
    this.rest = text.slice(index);
    if (this.rest.length > TAG_MAX) throw notWorkbook('a tag never ends');
  }

  private readMarkup(markup: string): void {
    if (markup.startsWith('<![CDATA[')) {
      this.handler.text(markup.slice(9, -3));
      return;
    }
    if (markup.startsWith('<!--') || markup.startsWith('<?')) return;
    if (markup.startsWith('<!')) throw notWorkbook('it declares a document type');
    const name = localName(/^<\/?([^\s/>]+)/.exec(markup)?.[1] ?? '');
    if (markup.startsWith('</')) {
      this.handler.close(name);
      return;
    }
    const attributes = new Map<string, string>();
    for (const [, key = '', double, single] of markup.matchAll(
      /([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
    )) {
      attributes.set(key, decodeEntities(double ?? single ?? ''));
    }
    this.handler.open(name, attributes);
    if (markup.endsWith('/>')) this.handler.close(name);
  }
}

/** Index after the markup that starts at `index`, or -1 when it is not complete. */
function endOfMarkup(text: string, index: number): number {
  const closed = (start: string, end: string): number => {
    const at = text.indexOf(end, index + start.length);
    return at === -1 ? -1 : at + end.length;
  };
  if (text.startsWith('<!--', index)) return closed('<!--', '-->');
  if (text.startsWith('<![CDATA[', index)) return closed('<![CDATA[', ']]>');
  // Too little text to tell a comment from a tag.
  if (text.length - index < 9 && text.startsWith('<!', index)) return -1;
  let quote = '';
  for (let at = index + 1; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return -1;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+);/g, (whole, entity: string) => {
    if (entity.startsWith('#')) {
      const code = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    const meant = ENTITIES.get(entity);
    if (meant === undefined) throw notWorkbook(`it uses the entity ${entity.slice(0, 40)}`);
    return meant;
  });
}

/** An error about the XML inside a workbook. */
function notWorkbook(why: string): Error {
  return unreadable(
    'XLSX_DAMAGED',
    `The workbook cannot be read: ${why}.`,
    'Save it again as .xlsx, or send CSV.',
  );
}
