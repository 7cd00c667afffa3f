import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { DomainError } from '../core/model/index.js';
import type { LimitsConfig } from '../platform/config/index.js';
import type { IncomingFile } from './receive-batch.service.js';

/** More files than any source needs in one batch. */
const FILES_MAX = 50;
/** What no source system sends records as. Everything else is judged by the file itself and its system file. */
const NO_RECORDS = /^(image|audio|video|font)\/|^text\/html\b|^multipart\/(?!form-data\b)/i;

type UploadLimits = Pick<LimitsConfig, 'uploadMaxBytes' | 'uploadIdleMs'>;

/**
 * The files of an upload, as they stream in: the parts of a `multipart/form-data` request, or the whole body as one file.
 * The name of a single body comes from `?name=`, from Content-Disposition, or else from its content type.
 *
 * @throws DomainError `REQUEST.UNSUPPORTED_MEDIA_TYPE`, `REQUEST.UNSUPPORTED_ENCODING`, `REQUEST.INVALID`, `BATCH.TOO_LARGE` at
 *   once; `BATCH.TOO_LARGE` and `BATCH.UPLOAD_STALLED` while the files are read
 */
export function readUpload(
  request: IncomingMessage,
  queryName: string | undefined,
  limits: UploadLimits,
): AsyncIterable<IncomingFile> {
  const { 'content-type': contentType = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (NO_RECORDS.test(contentType)) {
    throw new DomainError(
      'REQUEST.UNSUPPORTED_MEDIA_TYPE',
      `${contentType.split(';')[0]} holds no records; send the source's own format, or text/csv, application/json, application/x-ndjson, a workbook or a ZIP`,
    );
  }
  if (encoding !== 'identity') {
    throw new DomainError(
      'REQUEST.UNSUPPORTED_ENCODING',
      `a body with Content-Encoding ${encoding} is not taken; send it as it is, or packed as a ZIP file`,
    );
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.uploadMaxBytes) throw tooLarge(limits);
  if (contentType.startsWith('multipart/form-data')) return multipartFiles(request, limits);
  return singleFile({
    name: bareName(queryName ?? dispositionName(request) ?? nameFor(contentType)),
    content: bounded(request, limits),
  });
}

async function* singleFile(file: IncomingFile): AsyncGenerator<IncomingFile> {
  yield file;
}

/** Files come one after the other; the parser waits while the present one is being stored. */
function multipartFiles(request: IncomingMessage, limits: UploadLimits): AsyncGenerator<IncomingFile> {
  try {
    const parser = busboy({ headers: request.headers, preservePath: false, limits: { files: FILES_MAX } });
    return partsOf(parser, request, limits);
  } catch (error) {
    throw new DomainError('REQUEST.INVALID', 'a multipart request names its boundary', { cause: error });
  }
}

async function* partsOf(
  parser: busboy.Busboy,
  request: IncomingMessage,
  limits: UploadLimits,
): AsyncGenerator<IncomingFile> {
  const waiting: IncomingFile[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  const fail = (error: unknown): void => {
    failure ??= error instanceof Error ? error : new Error(String(error));
    wake();
  };
  parser.on('file', (_field, stream, info) => {
    waiting.push({ name: bareName(info.filename ?? ''), content: stream });
    wake();
  });
  parser.on('filesLimit', () =>
    fail(new DomainError('BATCH.TOO_MANY_FILES', `a batch holds at most ${FILES_MAX} files`)),
  );
  parser.on('error', fail);
  parser.on('close', () => {
    ended = true;
    wake();
  });
  feed(parser, request, limits).catch((error: unknown) => {
    fail(error);
    parser.destroy(error instanceof Error ? error : undefined);
  });
  for (;;) {
    if (failure !== undefined) throw failure;
    const file = waiting.shift();
    if (file !== undefined) yield file;
    else if (ended) return;
    else await new Promise<void>(resolve => (wake = resolve));
  }
}

async function feed(parser: busboy.Busboy, request: IncomingMessage, limits: UploadLimits): Promise<void> {
  for await (const chunk of bounded(request, limits)) {
    if (!parser.write(chunk)) await new Promise<void>(resolve => parser.once('drain', resolve));
  }
  parser.end();
}

/** The request's bytes, as long as they keep coming and are not too many. */
async function* bounded(request: IncomingMessage, limits: UploadLimits): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = request[Symbol.asyncIterator]();
  let bytes = 0;
  for (;;) {
    const next = await inTime(chunks.next(), limits.uploadIdleMs);
    if (next.done === true) return;
    bytes += next.value.length;
    if (bytes > limits.uploadMaxBytes) throw tooLarge(limits);
    yield next.value;
  }
}

async function inTime<Value>(waiting: Promise<Value>, ms: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(stalled(ms)), ms);
  });
  try {
    return await Promise.race([waiting, late]);
  } finally {
    clearTimeout(timer);
  }
}

function stalled(ms: number): DomainError {
  return new DomainError(
    'BATCH.UPLOAD_STALLED',
    `nothing came for ${ms / 1_000} s; nothing was kept, send the files again`,
    { retry: 'later' },
  );
}

function tooLarge({ uploadMaxBytes }: UploadLimits): DomainError {
  return new DomainError(
    'BATCH.TOO_LARGE',
    `an upload has at most ${uploadMaxBytes.toLocaleString('en-US')} bytes here; send it in parts, or raise HTTP_UPLOAD_MAX`,
  );
}

function dispositionName(request: IncomingMessage): string | undefined {
  return /filename="?([^";]+)"?/.exec(request.headers['content-disposition'] ?? '')?.[1];
}

function nameFor(contentType: string): string {
  if (contentType.startsWith('application/json')) return 'records.json';
  if (contentType.startsWith('application/x-ndjson')) return 'records.ndjson';
  if (contentType.includes('spreadsheetml')) return 'records.xlsx';
  if (contentType.startsWith('application/zip')) return 'records.zip';
  return 'records.csv';
}

/** A file's own name: no folder of the sender's machine, no way out of one of ours. */
function bareName(name: string): string {
  const bare = name.split(/[/\\]/).at(-1) ?? '';
  return bare === '' ? 'records' : bare.slice(0, 200);
}
