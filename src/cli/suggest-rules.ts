import { RecordFeaturesRepository } from '../matching/index.js';
import { Clock } from '../platform/clock/index.js';
import { StartupError } from '../platform/errors/index.js';
import {
  HubPairsRepository,
  reportSuggestion,
  suggestDomain,
  suggestedFiles,
  writeRules,
} from '../training/index.js';
import { CliOutput } from './cli-output.js';
import { loadDomain } from './load-domains.js';
import { settingsOf, withRules, type RulesOptions } from './with-rules.js';

/** What `touchstone rules suggest` is told. */
export interface SuggestOptions extends RulesOptions {
  readonly out?: string;
  readonly records: number;
}

/**
 * `touchstone rules suggest`: complete match rules for a domain from its attributes and the hub's records. Prints them; with `--out` writes a copy
 * of the rules folder that has them. The hub stays as it is.
 */
export async function suggestRules(domain: string, options: SuggestOptions): Promise<void> {
  const output = new CliOutput(options);
  const folder = settingsOf(options).rules.path;
  const { ruleSet } = await loadDomain(folder, domain);
  await withRules(options, output, async (rules, database) => {
    await rules.refresh();
    const repository = new HubPairsRepository(database);
    const progress = output.progress(`Reading ${domain}`, 'records');
    const found = await suggestDomain(repository, ruleSet, options.records, {
      onRecord: (done, total) => progress.update(done, total),
      onStep: words => {
        progress.finish();
        output.say(`${words} …`);
      },
    });
    progress.finish();
    const { suggestion, live } = found;
    if (suggestion === null) throw new StartupError(whyNothing(domain, live));
    const files = await suggestedFiles(folder, domain, suggestion, {
      hub: await new RecordFeaturesRepository(database).databaseName(),
      at: new Clock().now().toISOString(),
      ruleVersion: rules.domains().includes(domain) ? rules.active(domain).version : 0,
    });
    const { out } = options;
    if (out !== undefined) await writeRules(folder, out, [files.match, files.frequencies]);
    for (const failure of files.failedExamples) output.say(`An example does not hold: ${failure}`);
    output.say(whatNext(domain, out));
    output.result(
      { ...reportSuggestion(found, suggestion), ...files, out: out ?? null },
      out === undefined ? files.match.text.trimEnd() : describeWritten(domain, out),
    );
  });
}

function whyNothing(domain: string, live: number): string {
  if (live === 0)
    return `The hub holds no records of ${domain}: activate its rules, whatever its match.yaml says so far ("touchstone rules activate"), load records ("touchstone ingest"), and ask again.`;
  return live < 2
    ? `The hub holds one record of ${domain}; load more of them ("touchstone ingest"), and ask again.`
    : `No two of the ${live} records of ${domain} agree on anything that tells records apart: load records of several systems, or look at the types and standardizers in its attributes.yaml.`;
}

function whatNext(domain: string, out: string | undefined): string {
  return out === undefined
    ? `Nothing was written; --out FOLDER writes a copy of the rules with this ${domain}/match.yaml and the frequencies it was learned with.`
    : 'Nothing has taken effect.';
}

function describeWritten(domain: string, out: string): string {
  return `${domain}/match.yaml and ${domain}/frequencies.json were written to ${out}. Read and edit them; "touchstone rules check --rules ${out}" runs the examples, and nothing takes effect before "touchstone rules activate --rules ${out}".`;
}
