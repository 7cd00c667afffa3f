import type { RuleExamples } from '../examples.js';
import type { FrequencySnapshot } from '../match-rules.js';
import type { RuleSet } from '../rule-set.js';
import { approvalFileSchema, buildApproval } from './approval-file.js';
import { AttributePaths } from './attribute-paths.js';
import { attributesFileSchema } from './attributes-file.js';
import { buildAttributes } from './build-attributes.js';
import type { ReferenceLists, RuleVocabulary } from './build-attributes.js';
import { buildMatch } from './build-match.js';
import { didYouMean } from './did-you-mean.js';
import { buildExamples, examplesFileSchema } from './examples-file.js';
import { FaultCollector } from './fault-collector.js';
import type { FileSchema } from './file-schema.js';
import { frequenciesFileSchema } from './frequencies-file.js';
import { matchFileSchema } from './match-file.js';
import { parseChecked } from './parse-checked.js';
import { buildQuality, qualityFileSchema } from './quality-file.js';
import { sortRuleFaults } from './rule-fault.js';
import type { RuleFault } from './rule-fault.js';
import { buildStandardize, standardizeFileSchema, standardizersOf } from './standardize-file.js';
import { buildSurvivorship, survivorshipFileSchema } from './survivorship-file.js';

/** One file of a domain's folder; `path` is relative to the rules folder: `supplier/match.yaml`. */
export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

/** A domain's rules, ready to use, or every fault of all its files at once. */
export type RuleSetOutcome =
  | { readonly ok: true; readonly ruleSet: RuleSet; readonly examples: RuleExamples }
  | { readonly ok: false; readonly faults: readonly RuleFault[] };

const NOTHING_COUNTED: FrequencySnapshot = { records: 0, features: {} };

const KINDS: readonly string[] = [
  'attributes.yaml',
  'standardize.yaml',
  'match.yaml',
  'survivorship.yaml',
  'quality.yaml',
  'approval.yaml',
  'frequencies.json',
];

/**
 * Parses and checks the files of one domain. `attributes.yaml`, `match.yaml`, `survivorship.yaml` and `quality.yaml` are
 * needed; the others may be left out. All defaults are resolved, so the rule set says everything explicitly.
 *
 * @param folder name of the domain's folder, which must be the domain that `attributes.yaml` declares
 * @param references shared code lists (see {@link loadReferenceLists})
 * @returns never throws on bad files: all faults of form and of meaning, ordered by file and line
 */
export function loadRuleSet(
  folder: string,
  files: readonly RuleFile[],
  vocabulary: RuleVocabulary,
  references: ReferenceLists = new Map(),
): RuleSetOutcome {
  const reader = new FolderReader(folder, files);
  reader.refuseUnknownFiles();
  const built = buildAll(folder, reader, vocabulary, references);
  if (built === undefined || reader.faults.length > 0)
    return { ok: false, faults: sortRuleFaults(reader.faults) };
  return { ok: true, ...built };
}

function buildAll(
  folder: string,
  reader: FolderReader,
  vocabulary: RuleVocabulary,
  references: ReferenceLists,
): { readonly ruleSet: RuleSet; readonly examples: RuleExamples } | undefined {
  const attributes = reader.build(attributesFileSchema, 'attributes.yaml', true, (file, faults) => {
    if (file.domain !== folder) faults.add(['domain'], `must be '${folder}', the name of its folder`);
    return buildAttributes(file, vocabulary, references, faults);
  });
  // Without attributes every reference would be a fault; the other files are still checked for their form.
  const paths = attributes === undefined ? undefined : new AttributePaths(attributes.attributes);
  const build = <Shape, Built>(
    schema: FileSchema<Shape>,
    name: string,
    needed: boolean,
    make: (file: Shape, known: AttributePaths, faults: FaultCollector) => Built,
  ): Built | undefined =>
    reader.build(schema, name, needed, (file, faults) =>
      paths === undefined ? undefined : make(file, paths, faults),
    );

  const standardize = build(standardizeFileSchema, 'standardize.yaml', false, (file, known, faults) =>
    attributes === undefined ? undefined : buildStandardize(file, attributes, known, vocabulary, faults),
  );
  const match = build(matchFileSchema, 'match.yaml', true, (file, known, faults) =>
    buildMatch(file, known, vocabulary, faults),
  );
  const survivorship = build(survivorshipFileSchema, 'survivorship.yaml', true, buildSurvivorship);
  const quality = build(qualityFileSchema, 'quality.yaml', true, buildQuality);
  const approval = build(approvalFileSchema, 'approval.yaml', false, buildApproval);
  const frequencies = reader.build(frequenciesFileSchema, 'frequencies.json', false, file => file);
  const examples = reader.exampleFiles.map(name => build(examplesFileSchema, name, true, buildExamples));
  if (attributes === undefined || match === undefined || survivorship === undefined || quality === undefined)
    return undefined;
  const ruleSet: RuleSet = {
    domain: folder,
    attributes,
    standardize: standardize ?? standardizersOf(attributes),
    match,
    survivorship,
    quality,
    approval: approval ?? { attributes: {} },
    frequencies: frequencies ?? NOTHING_COUNTED,
  };
  return { ruleSet, examples: joinExamples(examples.filter(each => each !== undefined)) };
}

function joinExamples(files: readonly RuleExamples[]): RuleExamples {
  return {
    pairs: files.flatMap(file => file.pairs),
    golden: files.flatMap(file => file.golden),
    values: files.flatMap(file => file.values),
    quality: files.flatMap(file => file.quality),
  };
}

/** The files of one folder by name, and the faults found in them so far. */
class FolderReader {
  readonly faults: RuleFault[] = [];
  private readonly folder: string;
  private readonly byName: ReadonlyMap<string, RuleFile>;

  constructor(folder: string, files: readonly RuleFile[]) {
    this.folder = folder;
    this.byName = new Map(files.map(file => [nameIn(folder, file.path), file]));
  }

  get exampleFiles(): readonly string[] {
    return [...this.byName.keys()].filter(name => /^examples\/[^/]+\.yaml$/.test(name)).sort();
  }

  /** A misnamed file would be left out without a word. */
  refuseUnknownFiles(): void {
    for (const [name, { path }] of this.byName) {
      if (KINDS.includes(name) || this.exampleFiles.includes(name) || name.endsWith('.md')) continue;
      this.add(path, `no rule file has this name${didYouMean(name, KINDS)}`);
    }
  }

  /** Checks the form of a file, then builds it; `undefined` when it is absent or its form is wrong. */
  build<Shape, Built>(
    schema: FileSchema<Shape>,
    name: string,
    needed: boolean,
    make: (file: Shape, faults: FaultCollector) => Built,
  ): Built | undefined {
    const file = this.byName.get(name);
    if (file === undefined) {
      if (needed) this.add(`${this.folder}/${name}`, 'this file is missing');
      return undefined;
    }
    const outcome = parseChecked(schema, file.text, file.path);
    if (!outcome.ok) {
      this.faults.push(...outcome.faults);
      return undefined;
    }
    const faults = new FaultCollector(file.path, outcome.locate);
    const built = make(outcome.value, faults);
    this.faults.push(...faults.faults);
    return built;
  }

  private add(file: string, message: string): void {
    this.faults.push({ file, line: 1, column: 1, message });
  }
}

function nameIn(folder: string, path: string): string {
  const prefix = `${folder}/`;
  const at = path.lastIndexOf(`/${prefix}`);
  if (path.startsWith(prefix)) return path.slice(prefix.length);
  return at < 0 ? path : path.slice(at + prefix.length + 1);
}
