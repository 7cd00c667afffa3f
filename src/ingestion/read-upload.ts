import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { DomainError } from '../core/model/index.js';
import type { IncomingFile } from './receive-batch.service.js';

/** More files than any source needs in one batch. */
const FILES_MAX = 50;

/**
 * The files of an upload, as they stream in: the parts of a `multipart/form-data` request, or the whole body as one file.
 * The name of a single body comes from `?name=`, from Content-Disposition, or else from its content type.
 */
export function readUpload(
  request: IncomingMessage,
  queryName: string | undefined,
): AsyncIterable<IncomingFile> {
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) return multipartFiles(request);
  return singleFile({
    name: bareName(queryName ?? dispositionName(request) ?? nameFor(contentType)),
    content: request,
  });
}

async function* singleFile(file: IncomingFile): AsyncGenerator<IncomingFile> {
  yield file;
}

/** Files come one after the other; the parser waits while the present one is being stored. */
async function* multipartFiles(request: IncomingMessage): AsyncGenerator<IncomingFile> {
  const waiting: IncomingFile[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  const parser = busboy({ headers: request.headers, preservePath: false, limits: { files: FILES_MAX } });
  parser.on('file', (_field, stream, info) => {
    waiting.push({ name: bareName(info.filename ?? ''), content: stream });
    wake();
  });
  parser.on('filesLimit', () => {
    failure = new DomainError('BATCH.TOO_MANY_FILES', `a batch holds at most ${FILES_MAX} files`);
    wake();
  });
  parser.on('error', error => {
    failure = error instanceof Error ? error : new Error(String(error));
    wake();
  });
  parser.on('close', () => {
    ended = true;
    wake();
  });
  request.on('error', error => parser.destroy(error));
  request.on('aborted', () => parser.destroy(new Error('the client closed the connection')));
  request.pipe(parser);
  for (;;) {
    if (failure !== undefined) throw failure;
    const file = waiting.shift();
    if (file !== undefined) yield file;
    else if (ended) return;
    else await new Promise<void>(resolve => (wake = resolve));
  }
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
