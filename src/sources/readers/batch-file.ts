import type { ByteSource } from './byte-source.js';
import type { ReadLimits } from './source-row.js';
import { openArchive } from './zip-archive.js';

/** One file of a batch, to be opened from its start as often as it is read. */
export interface BatchFile {
  /** As the sender spells it; of an archive's entry, with its folders. Never used as a path. */
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array> | ByteSource;
}

/**
 * The files that an upload stands for: those inside a ZIP archive (an Oracle FBDI set), or the upload itself. A workbook is a
 * ZIP too, and one file.
 *
 * @throws UnreadableFile `ARCHIVE_DAMAGED`, `ARCHIVE_TOO_LARGE`
 */
export async function filesOf(
  name: string,
  source: ByteSource,
  limits: ReadLimits,
): Promise<readonly BatchFile[]> {
  const start = await source.read(0, 4);
  const isZip = start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4;
  if (!isZip) return [{ name, open: () => source }];
  const entries = await openArchive(source, limits);
  if (entries.some(entry => entry.name === '[Content_Types].xml')) return [{ name, open: () => source }];
  return entries
    .filter(entry => !isLitter(entry.name))
    .map(entry => ({ name: entry.name, open: () => entry.open() }));
}

/** What operating systems add to archives. */
function isLitter(name: string): boolean {
  return name.startsWith('__MACOSX/') || /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/i.test(name);
}
