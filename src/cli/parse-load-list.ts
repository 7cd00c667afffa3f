/**
 * The list that `touchstone ingest --list` sends, as written: YAML like the files of `golden-record-rules/`, so that faults have their line and
 * column. Pure: whether the files are there is for {@link readLoadList} to find out.
 */
import { normalize } from 'node:path';
import {
  listOf,
  objectOf,
  parseChecked,
  parseYamlDocument,
  text,
  type FileSchema,
  type Locate,
  type Position,
  type RuleFault,
} from '../core/rules/parse/index.js';
import { fieldOf, listOf as elementsOf, textOf } from './json-fields.js';

/** A load as it is listed, with its places in the list. */
export interface ListedLoad {
  readonly system: string;
  readonly domain: string;
  readonly files: readonly { readonly path: string; readonly at: Position }[];
  readonly at: Position;
}

/** What a list says, and everything that is wrong with it; without faults every load is complete. */
export interface ParsedLoadList {
  readonly loads: readonly ListedLoad[];
  readonly faults: readonly RuleFault[];
}

interface LoadListFile {
  readonly loads: readonly {
    readonly system: string;
    readonly domain: string;
    readonly files: readonly string[];
  }[];
}

const loadListSchema: FileSchema<LoadListFile> = {
  kind: 'loads',
  schema: objectOf(
    'a list of loads',
    {
      loads: listOf(
        objectOf(
          'a load',
          {
            system: text('The source system, by the name of its file in golden-record-rules/systems.'),
            domain: text('The domain of the records.'),
            files: listOf(text('A file, as a path from the folder of this list.'), 1),
          },
          ['system', 'domain', 'files'],
        ),
        1,
      ),
    },
    ['loads'],
  ),
};

/** @param file the path to show in faults */
export function parseLoadList(content: string, file: string): ParsedLoadList {
  const checked = parseChecked(loadListSchema, content, file);
  // A list of the wrong form is read as far as it goes, so that a missing file shows in the same run as a misspelt key.
  const { value, locate } = checked.ok ? checked : parseYamlDocument(content, file);
  const loads = elementsOf(fieldOf(value, 'loads')).map((load, place) => loadOf(load, place, locate));
  const faults = [...(checked.ok ? [] : checked.faults), ...repetitions(loads, file)];
  return { loads, faults };
}

function loadOf(load: unknown, place: number, locate: Locate): ListedLoad {
  return {
    system: textOf(load, 'system') ?? '',
    domain: textOf(load, 'domain') ?? '',
    files: elementsOf(fieldOf(load, 'files')).flatMap((path, position) =>
      typeof path === 'string' && path !== ''
        ? [{ path, at: locate(['loads', place, 'files', position]) }]
        : [],
    ),
    at: locate(['loads', place]),
  };
}

/** Files that a load lists twice, and loads that send what another load of the list sends. */
function repetitions(loads: readonly ListedLoad[], file: string): RuleFault[] {
  const faults: RuleFault[] = [];
  const seen = new Map<string, ListedLoad>();
  for (const load of loads) {
    const paths = new Set<string>();
    for (const { path, at } of load.files) {
      if (paths.has(normalize(path))) {
        faults.push({ file, ...at, message: `${path} is in this load already` });
      }
      paths.add(normalize(path));
    }
    if (paths.size === 0) continue;
    const identity = JSON.stringify([load.system, load.domain, ...[...paths].sort()]);
    const earlier = seen.get(identity);
    if (earlier === undefined) seen.set(identity, load);
    else {
      const message = `${load.system} ${load.domain} with the same files is in the list already, in line ${earlier.at.line}`;
      faults.push({ file, ...load.at, message });
    }
  }
  return faults;
}
