import { Clock } from '../platform/clock/index.js';
import {
  describeTraining,
  HubPairsRepository,
  refreshRules,
  reportTraining,
  trainDomain,
  writeRules,
  type TrainedRules,
} from '../training/index.js';
import { CliOutput } from './cli-output.js';
import { loadDomain } from './load-domains.js';
import { settingsOf, withRules, type RulesOptions } from './with-rules.js';

/** What `touchstone rules train` is told. */
export interface TrainOptions extends RulesOptions {
  readonly out?: string;
  readonly ask: number;
  readonly records: number;
}

/**
 * `touchstone rules train`: what the weights of a domain would be by the hub's own pairs and its stewards' judgements. Prints it; with
 * `--out` also writes a copy of the rules folder that has them. The hub stays as it is.
 */
export async function trainRules(domain: string, options: TrainOptions): Promise<void> {
  const output = new CliOutput(options);
  const folder = settingsOf(options).rules.path;
  const loaded = await loadDomain(folder, domain);
  await withRules(options, output, async (rules, database) => {
    await rules.refresh();
    const active = rules.domains().includes(domain) ? rules.active(domain) : undefined;
    if (active !== undefined && active.hash !== loaded.hash)
      output.say(
        `The files of ${domain} differ from version ${active.version}, under which the hub's records were standardised.`,
      );
    const frequencies = loaded.frequencies ?? active?.ruleSet.frequencies ?? loaded.ruleSet.frequencies;
    const trained = await trainDomain(
      new HubPairsRepository(database),
      { ...loaded.ruleSet, frequencies },
      { recordsMax: options.records, questions: options.ask },
    );
    const date = new Clock().now().toISOString().slice(0, 10);
    const refreshed = await refreshRules(folder, domain, trained.training.refined, date);
    const { out } = options;
    if (out !== undefined) await writeRules(folder, out, [refreshed]);
    output.result(
      { ...reportTraining(trained), failedExamples: refreshed.failedExamples, out: out ?? null },
      [describeTraining(trained), ...describeRefreshed(domain, refreshed, out)].join('\n\n'),
    );
  });
}

function describeRefreshed(
  domain: string,
  { failedExamples }: TrainedRules,
  out: string | undefined,
): string[] {
  const examples =
    failedExamples.length === 0
      ? []
      : [
          [
            `Examples of ${domain} that do not hold with these weights:`,
            ...failedExamples.map(each => `  ${each}`),
          ].join('\n'),
        ];
  const next =
    out === undefined
      ? 'Nothing was written; --out FOLDER writes a copy of the rules with these weights.'
      : `Written to ${out}; nothing takes effect before "touchstone rules activate --rules ${out}".`;
  return [...examples, next];
}
