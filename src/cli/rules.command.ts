import { Command, InvalidArgumentError } from 'commander';
import { didYouMean, formatRuleFault } from '../core/rules/parse/index.js';
import {
  OutdatedRecordsRepository,
  rulesStateOf,
  type KeptBecause,
  type KeptRecords,
  type RecordsToRework,
} from '../ingestion/index.js';
import { Ids } from '../platform/clock/index.js';
import { StartupError } from '../platform/errors/index.js';
import {
  checkExamples,
  loadRules,
  readRuleFolder,
  RuleSetVersionRepository,
  SYSTEMS,
  type Activation,
} from '../rules/index.js';
import { SourcesService } from '../sources/index.js';
import { CliOutput } from './cli-output.js';
import { countRules } from './count-rules.js';
import { suggestRules } from './suggest-rules.js';
import { trainRules } from './train-rules.js';
import { settingsOf, withRules, type RulesOptions } from './with-rules.js';

/** `touchstone rules`: check the rule files, activate them, list what was activated. */
export function rulesCommand(): Command {
  const withOptions = (command: Command): Command =>
    command
      .option('--rules <folder>', 'the rules folder; default: TOUCHSTONE_RULES_DIR')
      .option('--json', 'print the result as JSON');
  return new Command('rules')
    .description('what an analyst changes without code: check it, activate it, see what is active')
    .addCommand(
      withOptions(new Command('check'))
        .description(
          'check all rule files and run their examples; needs no database. Exit code 1 when something is wrong',
        )
        .action(checkRules),
    )
    .addCommand(
      withOptions(new Command('activate'))
        .description('make the rule files the active ones, as new versions where they changed')
        .option('--by <name>', 'who activates, for the audit', 'command line')
        .action(activateRules),
    )
    .addCommand(
      withOptions(new Command('count'))
        .description(
          'count on the live hub how common values and words are, into frequencies.json beside the rules; activate makes it count',
        )
        .argument('[domain...]', 'these domains; default: all')
        .action(countRules),
    )
    .addCommand(
      withOptions(new Command('train'))
        .description(
          "learn a domain's weights from the pairs and judgements of the hub: prints old and new weights and what would change; changes nothing",
        )
        .argument('<domain>', 'the domain')
        .option('--out <folder>', 'write a copy of the rules folder with the new weights there')
        .option('--ask <pairs>', 'list that many pairs whose answers would teach most', readCount, 0)
        .option('--records <number>', 'beyond so many records a fixed sample is read', readCount, 50_000)
        .action(trainRules),
    )
    .addCommand(
      withOptions(new Command('suggest'))
        .description(
          'suggest a complete match.yaml for a domain from its attributes and the records of the hub: prints it with what stands behind each line; changes nothing',
        )
        .argument('<domain>', 'the domain')
        .option('--out <folder>', 'write a copy of the rules folder with the suggested file there')
        .option('--records <number>', 'beyond so many records a fixed sample is read', readCount, 50_000)
        .action(suggestRules),
    )
    .addCommand(
      withOptions(new Command('list'))
        .description('every version that was ever activated, newest first')
        .argument('[domain]', 'one domain, or systems')
        .action(listRules),
    );
}

function readCount(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('A whole number from 0 to 9999999 is needed.');
  return Number(text);
}

async function checkRules(options: RulesOptions): Promise<void> {
  const output = new CliOutput(options);
  const folder = settingsOf(options).rules.path;
  const outcome = loadRules(await readRuleFolder(folder));
  if (!outcome.ok) {
    process.exitCode = 1;
    const { faults } = outcome;
    output.result(
      { ok: false, faults },
      faults.map(fault => `${folder}/${formatRuleFault(fault)}`).join('\n'),
    );
    return;
  }
  const { domains, systems } = outcome.rules;
  const examples = [...domains.values()].flatMap(domain => checkExamples(domain.ruleSet, domain.examples));
  const failed = examples.filter(({ failures }) => failures.length > 0);
  if (failed.length > 0) process.exitCode = 1;
  const lines = failed.flatMap(({ domain, name, failures }) =>
    failures.map(failure => `${domain}: ${name}: ${failure}`),
  );
  const summary = `${domains.size} domains, ${systems.byId.size} systems, ${examples.length} examples: ${
    failed.length === 0 ? 'all right' : `${failed.length} examples do not hold`
  }.`;
  output.result(
    {
      ok: failed.length === 0,
      domains: [...domains.keys()],
      systems: [...systems.byId.keys()],
      examples: examples.length,
      failed,
    },
    [...lines, summary].join('\n'),
  );
}

async function activateRules(options: RulesOptions & { readonly by: string }): Promise<void> {
  const output = new CliOutput(options);
  await withRules(options, output, async (rules, database) => {
    const activations = await rules.activate({
      actor: `cli:${options.by}`,
      correlationId: new Ids().newId(),
    });
    const sources = new SourcesService(rules);
    const records = new OutdatedRecordsRepository(database);
    const toRework = await records.count(rules.domains().map(domain => rulesStateOf(domain, rules, sources)));
    const kept = await records.kept();
    const result = activations.map(each => ({ ...each, ...workOf(each.domain, toRework) }));
    const lines = [...result.map(activationLine), ...kept.map(keptLine)];
    output.result({ activations: result, kept }, lines.join('\n'));
  });
}

/** Records that have not gone through what was activated. */
interface WorkLeft {
  readonly outdatedRecords: number;
  /** Under `systems`: of each system whose file says something else now. */
  readonly outdatedBySystem?: readonly {
    readonly system: string;
    readonly domain: string;
    readonly records: number;
  }[];
}

function workOf(domain: string, toRework: readonly RecordsToRework[]): WorkLeft {
  if (domain !== SYSTEMS) {
    const own = toRework.filter(work => work.domain === domain);
    return { outdatedRecords: own.reduce((sum, { olderRules }) => sum + olderRules, 0) };
  }
  const outdatedBySystem = toRework
    .filter(({ otherDescription }) => otherDescription > 0)
    .map(({ system, domain: of, otherDescription }) => ({ system, domain: of, records: otherDescription }));
  return {
    outdatedRecords: outdatedBySystem.reduce((sum, { records }) => sum + records, 0),
    outdatedBySystem,
  };
}

function activationLine({
  domain,
  version,
  isNew,
  outdatedRecords,
  outdatedBySystem,
}: Activation & WorkLeft): string {
  const bySystem = outdatedBySystem?.map(
    work => `${work.records} ${work.domain} ${nounFor(work.records)} of ${work.system}`,
  );
  const records = bySystem?.join(', ') ?? `${outdatedRecords} ${nounFor(outdatedRecords)}`;
  const work = outdatedRecords === 0 ? '' : `; ${records} will go through it while the hub runs`;
  return `${domain.padEnd(12)} version ${version}${isNew ? ', new' : ', unchanged'}${work}`;
}

const KEPT_BECAUSE: Readonly<Record<KeptBecause, string>> = {
  refused: 'the rules in force would refuse the row',
  'columns-missing': 'the row came without columns that are read now',
  'not-described': 'no file describes the system any longer',
};

function keptLine({ domain, system, because, records }: KeptRecords): string {
  return `${domain.padEnd(12)} ${records} ${nounFor(records)} of ${system} with values from before: ${KEPT_BECAUSE[because]}`;
}

function nounFor(records: number): string {
  return records === 1 ? 'record' : 'records';
}

async function listRules(domain: string | undefined, options: RulesOptions): Promise<void> {
  const output = new CliOutput(options);
  await withRules(options, output, async (_rules, database) => {
    const repository = new RuleSetVersionRepository();
    const versions = await repository.list(database, domain);
    const lines = versions.map(
      ({ domain: name, version, hash, activatedAt, activatedBy }) =>
        `${name.padEnd(12)} ${String(version).padStart(4)}  ${hash.slice(0, 12)}  ${activatedAt.toISOString()}  ${activatedBy}`,
    );
    if (domain !== undefined && versions.length === 0) {
      const known = new Set((await repository.list(database)).map(({ domain: name }) => name));
      throw new StartupError(`No rules '${domain}' were ever activated${didYouMean(domain, known)}`);
    }
    output.result({ versions }, lines.length === 0 ? 'Nothing was activated yet.' : lines.join('\n'));
  });
}
