import { isUtf8 } from 'node:buffer';
import { detect } from 'chardet';
import iconv from 'iconv-lite';
import { unreadable } from './source-row.js';

/** How much of a file is looked at to recognise its encoding: more than any header, little enough to hold. */
const PROBE_BYTES = 65_536;

/**
 * Decodes a stream of bytes into pieces of text. A byte order mark wins over what is declared; `detect` takes UTF-8 if the
 * start of the file is valid UTF-8, else UTF-16 or UTF-8 or a single-byte encoding by its statistics. Bytes that are no
 * characters become U+FFFD, which the row readers report per row: one bad row never stops a file.
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  const chunks = source[Symbol.asyncIterator]();
  const probe: Uint8Array[] = [];
  let probed = 0;
  let ended = false;
  while (probed < PROBE_BYTES && !ended) {
    const next = await chunks.next();
    if (next.done === true) ended = true;
    else {
      probe.push(next.value);
      probed += next.value.length;
    }
  }
  const start = Buffer.concat(probe);
  refuseBinary(start);
  const decoder = iconv.getDecoder(encodingOf(start, encoding, ended));
  const first = decoder.write(start);
  if (first !== '') yield first;
  while (!ended) {
    const next = await chunks.next();
    if (next.done === true) ended = true;
    else {
      const text = decoder.write(
        Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength),
      );
      if (text !== '') yield text;
    }
  }
  const rest = decoder.end();
  if (rest !== undefined && rest !== '') yield rest;
}

/** Not used as a type guard: iconv's own would leave `never` for the labels it does not know. */
function isEncoding(label: string): boolean {
  return iconv.encodingExists(label);
}

function encodingOf(start: Buffer, declared: string, whole: boolean): string {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (declared !== 'detect') {
    if (isEncoding(declared)) return declared;
    throw unreadable(
      'ENCODING_UNKNOWN',
      `No encoding is called ${declared}.`,
      'Correct it in the system file.',
    );
  }
  const zeros = zeroShare(start);
  if (zeros.odd > 0.3 && zeros.even < 0.05) return 'utf-16le';
  if (zeros.even > 0.3 && zeros.odd < 0.05) return 'utf-16be';
  if (isUtf8(whole ? start : withoutCutCharacter(start))) return 'utf-8';
  const guess = detect(start) ?? '';
  // chardet calls most Western text ISO-8859-1; Windows-1252 is its superset and what those files really are.
  const western = /^(ISO-8859-1|windows-1252|UTF-8|ASCII)$/i.test(guess) || !iconv.encodingExists(guess);
  return western ? mostlyUtf8(start) : guess;
}

/** A few damaged bytes in a UTF-8 file must not turn all its other characters into mojibake. */
function mostlyUtf8(start: Buffer): string {
  let valid = 0;
  let invalid = 0;
  for (const character of start.toString('utf-8')) {
    if (character === '\uFFFD') invalid++;
    else if (character > '\u007F') valid++;
  }
  return valid > invalid * 2 ? 'utf-8' : 'windows-1252';
}

function zeroShare(bytes: Buffer): { readonly even: number; readonly odd: number } {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  const half = Math.max(1, bytes.length / 2);
  return { even: even / half, odd: odd / half };
}

/** The probe may end inside a character. */
function withoutCutCharacter(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
    if (byte < 0x80) break;
  }
  return bytes;
}

const BINARY: readonly { readonly name: string; readonly magic: readonly number[] }[] = [
  { name: 'a ZIP or XLSX file', magic: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'a gzip file', magic: [0x1f, 0x8b] },
  { name: 'an old Excel file (.xls)', magic: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'a PDF', magic: [0x25, 0x50, 0x44, 0x46] },
];

function refuseBinary(start: Buffer): void {
  const found = BINARY.find(({ magic }) => magic.every((byte, index) => start[index] === byte));
  if (found === undefined) return;
  throw unreadable(
    'FORMAT_MISMATCH',
    `This is ${found.name}, but the system file declares a text format.`,
    'Send the format that the system file declares, or change the format there.',
  );
}
