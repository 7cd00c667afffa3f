import type { XmlHandler } from './xml-scanner.js';

/** Number formats that every workbook has and that show dates or times (ECMA-376, part 1, 18.8.30). */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57,
]);

/** Which cell styles of a workbook show dates (`styles.xml`). */
export class DateStyles implements XmlHandler {
  private readonly dateFormats = new Set<number>(BUILT_IN_DATES);
  private readonly formats: number[] = [];
  private inCellFormats = false;

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'numFmt' && showsDate(attributes.get('formatCode') ?? '')) {
      this.dateFormats.add(Number(attributes.get('numFmtId')));
    } else if (name === 'cellXfs') this.inCellFormats = true;
    else if (name === 'xf' && this.inCellFormats) this.formats.push(Number(attributes.get('numFmtId') ?? 0));
  }

  close(name: string): void {
    if (name === 'cellXfs') this.inCellFormats = false;
  }

  text(): void {
    // Styles have no text.
  }

  /** Whether a cell with this style index shows a date. */
  isDate(style: string): boolean {
    const format = style === '' ? undefined : this.formats[Number(style)];
    return format !== undefined && this.dateFormats.has(format);
  }
}

/** A format code shows a date when day, month or year letters remain after quoted text, escapes and colours. */
function showsDate(code: string): boolean {
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '');
  return /[dmyh]/i.test(bare) && !/^General$/i.test(bare);
}

const MS_PER_DAY = 86_400_000;

/**
 * The ISO date (with the time, where there is one) of a serial number. Days count from 30 December 1899, so that the
 * 29 February 1900 that Excel believes in falls before every date that matters; some old Mac workbooks count from 1904.
 */
export function excelDate(serial: string, date1904: boolean): string {
  const days = Number(serial);
  if (serial === '' || !Number.isFinite(days) || days < 61 || days > 2_958_465) return serial;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  // Serials are floats: 12:00:00 may come as 0.49999999.
  const moment = new Date(epoch + Math.round((days * MS_PER_DAY) / 1000) * 1000);
  const iso = moment.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}
