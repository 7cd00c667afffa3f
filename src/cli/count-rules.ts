import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countFrequencies } from '../core/matching/index.js';
import { canonicalJson } from '../core/model/index.js';
import type { FrequencySnapshot } from '../core/rules/index.js';
import { RecordFeaturesRepository } from '../matching/index.js';
import { Clock } from '../platform/clock/index.js';
import { FREQUENCIES, type LoadedDomain, type RulesService } from '../rules/index.js';
import { CliOutput } from './cli-output.js';
import { loadDomains } from './load-domains.js';
import { settingsOf, withRules, type RulesOptions } from './with-rules.js';

/** What was counted for one domain, and whether that changed its file. */
interface Counted {
  readonly domain: string;
  readonly file: string;
  readonly records: number;
  /** Distinct values and words that more than one record has. */
  readonly values: number;
  readonly words: number;
  readonly oversizedBlocks: number;
  /** `unchanged`: the counts were those of the file. `empty`: no records, nothing written. */
  readonly outcome: 'written' | 'unchanged' | 'empty';
}

/**
 * `touchstone rules count`: writes the frequency snapshot of each domain beside its rules, where it can be looked at, rehearsed and
 * activated like any other change. Nothing takes effect until then.
 */
export async function countRules(names: readonly string[], options: RulesOptions): Promise<void> {
  const output = new CliOutput(options);
  const folder = settingsOf(options).rules.path;
  const domains = await loadDomains(folder, names);
  await withRules(options, output, async (rules, database) => {
    await rules.refresh();
    const features = new RecordFeaturesRepository(database);
    const counted: Counted[] = [];
    for (const loaded of domains.values())
      counted.push(await countDomain(loaded, folder, features, rules, output));
    output.result({ counted }, counted.map(describe).join('\n'));
  });
}

async function countDomain(
  { domain, ruleSet, frequencies }: LoadedDomain,
  folder: string,
  features: RecordFeaturesRepository,
  rules: RulesService,
  output: CliOutput,
): Promise<Counted> {
  const total = await features.countLive(domain);
  const progress = output.progress(`Counting ${domain}`, 'records');
  const count = countFrequencies(ruleSet.match, { conceal: true });
  let done = 0;
  await features.each(domain, record => {
    count.add(record);
    progress.update((done += 1), total);
  });
  progress.finish();
  const snapshot = count.snapshot();
  const file = join(folder, domain, FREQUENCIES);
  const isSame =
    frequencies !== undefined && canonicalJson(withoutSource(frequencies)) === canonicalJson(snapshot);
  const outcome = snapshot.records === 0 ? 'empty' : isSame ? 'unchanged' : 'written';
  if (outcome === 'written') {
    const ruleVersion = rules.domains().includes(domain) ? rules.active(domain).version : 0;
    const counted = { hub: await features.databaseName(), at: new Clock().now().toISOString(), ruleVersion };
    await writeFile(file, `${JSON.stringify({ counted, ...snapshot }, null, 1)}\n`);
  }
  return {
    domain,
    file,
    records: snapshot.records,
    values: sizes(snapshot.features),
    words: sizes(snapshot.tokens ?? {}),
    oversizedBlocks: Object.keys(snapshot.oversizedBlocks ?? {}).length,
    outcome,
  };
}

function withoutSource(snapshot: FrequencySnapshot): FrequencySnapshot {
  const { counted: _source, ...counts } = snapshot;
  return counts;
}

function sizes(byFeature: FrequencySnapshot['features']): number {
  return Object.values(byFeature).reduce((sum, counts) => sum + Object.keys(counts).length, 0);
}

function describe({ domain, file, records, values, words, oversizedBlocks, outcome }: Counted): string {
  if (outcome === 'empty') return `${domain.padEnd(12)} no records, nothing written`;
  const counts = `${records} records: ${values} shared values, ${words} shared words, ${oversizedBlocks} oversized blocks`;
  return `${domain.padEnd(12)} ${counts}; ${outcome === 'written' ? `written to ${file}` : 'as in its file'}`;
}
