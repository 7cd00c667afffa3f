import type { GraphQLSchema } from 'graphql';
import { DeliveryGraphql } from '../src/graphql/delivery.graphql.js';
import { FeedGraphql } from '../src/graphql/feed.graphql.js';
import { GoldenRecordsGraphql } from '../src/graphql/golden-records.graphql.js';
import { HubGraphql } from '../src/graphql/hub.graphql.js';
import { HubSchema } from '../src/graphql/hub-schema.js';
import { IngestionGraphql } from '../src/graphql/ingestion.graphql.js';
import { JudgementsGraphql } from '../src/graphql/judgements.graphql.js';
import { StewardshipGraphql } from '../src/graphql/stewardship.graphql.js';
import { TaskFields } from '../src/graphql/task-fields.js';
import { loadRules, readRuleFolder } from '../src/rules/index.js';

/**
 * The schema of the shipped rules, without a database: building a schema asks the rules for their domains and nothing else, so every
 * other collaborator is an object that fails when it is used.
 */
export async function buildShippedSchema(folder = 'golden-record-rules'): Promise<GraphQLSchema> {
  const outcome = loadRules(await readRuleFolder(folder));
  if (!outcome.ok) throw new Error(outcome.faults.map(fault => JSON.stringify(fault)).join('\n'));
  const { domains } = outcome.rules;
  const rules = {
    domains: () => [...domains.keys()].sort(),
    active: (domain: string) => {
      const found = domains.get(domain);
      if (found === undefined) throw new Error(`no domain ${domain}`);
      return { domain, version: 1, hash: found.hash, ruleSet: found.ruleSet };
    },
  };
  // The casts stand for collaborators that building the schema never calls.
  const unused = new Proxy({}, { get: (_target, name) => () => { throw new Error(`${String(name)} is not there`); } }) as never; // prettier-ignore
  const known = rules as never;
  return new HubSchema(
    new GoldenRecordsGraphql(known, unused, unused, unused),
    new IngestionGraphql(unused, unused, unused, unused, known),
    new StewardshipGraphql(
      unused,
      unused,
      unused,
      unused,
      unused,
      new TaskFields(unused, unused, known),
      known,
    ),
    new JudgementsGraphql(unused, unused, known),
    new FeedGraphql(unused, unused),
    new DeliveryGraphql(unused),
    new HubGraphql(unused, known, unused, unused),
  ).build();
}
