import { Command, InvalidArgumentError, Option } from 'commander';
import { join, resolve } from 'node:path';
import { SCALES, writeNetwork, type Manifest, type Scale } from '../generator/index.js';
import { CliOutput } from './cli-output.js';

interface GenerateOptions {
  readonly scale: Scale;
  readonly seed: number;
  readonly dirt: '0.5' | '1' | '2';
  readonly out: string;
  readonly json?: boolean;
}

const DIRT = { '0.5': 0.5, '1': 1, '2': 2 } as const;

/** `touchstone generate`: an invented hospital network as source files, with its truth beside them. */
export function generateCommand(): Command {
  return new Command('generate')
    .description(
      'write an invented hospital network as the files of nine source systems, with the truth kept apart',
    )
    .addOption(
      new Option('--scale <records>', 'about how many source records').choices(SCALES).default('10k'),
    )
    .option('--seed <number>', 'same seed, same bytes, on every machine', readSeed, 1)
    .addOption(
      new Option('--dirt <factor>', 'how dirty the copies are').choices(['0.5', '1', '2']).default('1'),
    )
    .requiredOption('--out <folder>', 'write here; files of an earlier run are overwritten')
    .option('--json', 'print the manifest as JSON')
    .action(generate);
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 4_294_967_295) {
    throw new InvalidArgumentError('A seed is a whole number from 0 to 4294967295.');
  }
  return seed;
}

async function generate({ scale, seed, dirt, out, json = false }: GenerateOptions): Promise<void> {
  const output = new CliOutput({ json });
  const startedAt = performance.now();
  const bar = output.progress('Generating', 'records');
  let manifest: Manifest;
  try {
    manifest = await writeNetwork({
      scale,
      seed,
      dirt: DIRT[dirt],
      out: resolve(out),
      // Records are not known beforehand; the share of positions walked foretells them.
      onProgress: ({ done, total, records }) =>
        bar.update(records, Math.round((records * total) / Math.max(1, done))),
    });
  } finally {
    bar.finish();
  }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  output.result(
    manifest,
    `${manifest.totalRecords} source records in ${manifest.files.length} files, in ${seconds} s: ${resolve(out)}
To send them to a running hub: touchstone ingest --list ${join(out, 'loads.yaml')} --bulk`,
  );
}
