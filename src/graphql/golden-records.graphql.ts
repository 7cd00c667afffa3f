import { Injectable } from '@nestjs/common';
import { standardizeRecord } from '../core/features/index.js';
import { DomainError, type AttributeValue, type Attributes } from '../core/model/index.js';
import type { DomainAttributes } from '../core/rules/index.js';
import { requireAllowed } from '../access/index.js';
import {
  GoldenRecordReadRepository,
  HistoryService,
  type StoredGoldenRecord,
} from '../golden-records/index.js';
import { MatchQueryService } from '../matching/index.js';
import type { GraphqlContribution } from '../platform/graphql/index.js';
import { RulesService } from '../rules/index.js';
import type { GraphqlContext } from './context.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { domainSdl, FILTERS_SDL, typeNameOf } from './domain-sdl.js';
import { GOLDEN_RECORDS_SDL } from './golden-records.sdl.js';
import { Viewer, type GoldenRecordView } from './golden-record-view.js';
import { pageSize } from './page.js';
import { domainsAsked } from './require-domains.js';

interface ConnectionArguments {
  readonly filter?: unknown;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' };
  readonly first: number;
  readonly after?: string | null;
}

/** A parent value of resolvers under a golden record. */
type Parent = GoldenRecordView;

/** Golden records: typed per domain from the rules, crosswalk, search, history, matching questions. */
@Injectable()
export class GoldenRecordsGraphql {
  constructor(
    private readonly rules: RulesService,
    private readonly records: GoldenRecordReadRepository,
    private readonly history: HistoryService,
    private readonly matching: MatchQueryService,
  ) {}

  contribution(): GraphqlContribution<GraphqlContext> {
    const domains = this.rules.domains().map(domain => this.rules.active(domain).ruleSet.attributes);
    const perDomain = domains.map(domain => this.#domain(domain));
    return {
      typeDefs: [GOLDEN_RECORDS_SDL, FILTERS_SDL, ...domains.map(domainSdl)].join('\n'),
      resolvers: {
        GoldenRecord: { __resolveType: (record: GoldenRecordView) => typeNameOf(record.domain) },
        Query: { ...Object.assign({}, ...perDomain.map(each => each.query)), ...this.#query() },
        ...Object.assign({}, ...perDomain.map(each => each.types)),
      },
      policies: {
        ...Object.fromEntries(
          domains.flatMap(domain => [
            [`Query.${domain.domain}`, 'golden-record.read'],
            [`Query.${domain.plural}`, 'golden-record.read'],
          ]),
        ),
        'Query.goldenRecord': 'golden-record.read',
        'Query.resolve': 'golden-record.read',
        'Query.translate': 'golden-record.read',
        'Query.search': 'golden-record.read',
        'Query.sourceRecords': 'golden-record.read',
        'Query.matchCandidates': 'match.query',
        'Query.explain': 'match.query',
      },
    };
  }

  #viewer(context: GraphqlContext): Viewer {
    return new Viewer(context.principal, domain => this.rules.active(domain).ruleSet.attributes);
  }

  #shown(context: GraphqlContext, record: StoredGoldenRecord | null): GoldenRecordView | null {
    if (record === null) return null;
    requireAllowed(context.principal, 'golden-record.read', { domain: record.domain });
    return this.#viewer(context).goldenRecord(record);
  }

  #domain(domain: DomainAttributes): { query: Record<string, unknown>; types: Record<string, unknown> } {
    const type = typeNameOf(domain.domain);
    const attributes = Object.fromEntries(
      domain.attributes.map(rule => [rule.name, (parent: Parent) => parent.attributes[rule.name] ?? null]),
    );
    return {
      query: {
        [domain.domain]: async (_: unknown, { id }: { id: string }, context: GraphqlContext) => {
          const record = await this.records.resolveId(requireUuid(id));
          return record?.domain === domain.domain ? this.#shown(context, record) : null;
        },
        [domain.plural]: (_: unknown, query: ConnectionArguments, context: GraphqlContext) =>
          this.#connection(domain, query, context),
      },
      types: { [type]: { ...attributes, ...this.#recordFields() } },
    };
  }

  /** Fields of every golden record that need more than the record itself. */
  #recordFields(): Record<string, unknown> {
    return {
      attributes: (parent: Parent) => parent.attributes,
      sources: async (parent: Parent, _: unknown, context: GraphqlContext) => {
        const viewer = this.#viewer(context);
        const sources = await context.loaders.sourcesOfGolden.load(parent.id);
        return sources.map(source => viewer.source(parent.domain, source));
      },
      recordVersions: async (
        parent: Parent,
        { first, before }: { first: number; before?: number },
        context: GraphqlContext,
      ) => {
        const viewer = this.#viewer(context);
        const versions = await this.records.versions(parent.id, pageSize(first), before ?? null);
        return versions.map(version => viewer.version(parent.domain, version));
      },
      history: (parent: Parent, at: { asOf?: string; knownAt?: string }, context: GraphqlContext) =>
        this.#history(parent, at, context),
      changeRequests: async (parent: Parent, _: unknown, context: GraphqlContext) => {
        const viewer = this.#viewer(context);
        const requests = await context.loaders.changeRequests.load(parent.id);
        return requests.map(request => ({
          ...request,
          from: viewer.value(request.domain, request.attribute, request.from),
          to: viewer.value(request.domain, request.attribute, request.to),
          masked: !viewer.isReadable(request.domain, request.attribute),
        }));
      },
    };
  }

  async #history(
    parent: Parent,
    { asOf, knownAt }: { asOf?: string; knownAt?: string },
    context: GraphqlContext,
  ): Promise<unknown> {
    const view = await this.history.view(parent.id, dateOf(asOf), dateOf(knownAt));
    if (view.kind === 'absent') return null;
    if (view.kind === 'redirect') return { redirectsTo: view.into, members: [], provenance: [], masked: [] };
    const viewer = this.#viewer(context);
    const domain = this.rules.active(parent.domain).ruleSet.attributes;
    return {
      ...viewer.attributes(parent.domain, view.attributes),
      provenance: viewer.provenance(domain, view.provenance, view.attributes),
      members: view.members.map(({ recordId, system, key, version }) => ({ recordId, system, key, version })),
      redirectsTo: null,
    };
  }

  async #connection(
    domain: DomainAttributes,
    query: ConnectionArguments,
    context: GraphqlContext,
  ): Promise<unknown> {
    requireAllowed(context.principal, 'golden-record.read', { domain: domain.domain });
    const viewer = this.#viewer(context);
    const scope = { attributes: domain, classes: viewer.classes };
    const order = { field: query.orderBy?.field ?? 'title', descending: query.orderBy?.direction === 'DESC' };
    const limit = pageSize(query.first);
    const found = await this.records.page(scope, {
      filter: query.filter,
      order,
      after: query.after == null ? null : decodeCursor(query.after, order),
      limit: limit + 1,
    });
    const edges = found.slice(0, limit).map(record => ({
      node: viewer.goldenRecord(record),
      cursor: encodeCursor({ value: record.orderValue, id: record.id }, order),
    }));
    return {
      edges,
      nodes: edges.map(edge => edge.node),
      pageInfo: {
        hasNextPage: found.length > limit,
        hasPreviousPage: query.after != null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: () => this.records.count(scope, query.filter),
    };
  }

  #query(): Record<string, unknown> {
    return {
      goldenRecord: async (_: unknown, { id }: { id: string }, context: GraphqlContext) =>
        this.#shown(context, await this.records.resolveId(requireUuid(id))),
      resolve: async (
        _: unknown,
        key: { system: string; domain: string; key: string },
        context: GraphqlContext,
      ) => this.#shown(context, await this.records.byCrosswalk(key.system, key.domain, key.key)),
      translate: (
        _: unknown,
        ask: { domain: string; fromSystem: string; key: string; toSystem: string },
        context: GraphqlContext,
      ) => {
        requireAllowed(context.principal, 'golden-record.read', { domain: ask.domain });
        return this.records.translate(ask.domain, ask.fromSystem, ask.key, ask.toSystem);
      },
      search: async (
        _: unknown,
        ask: { text: string; domain?: string; first: number },
        context: GraphqlContext,
      ) => {
        const domains = domainsAsked(ask.domain, 'golden-record.read', context.principal);
        if (ask.text.trim().length < 2) return [];
        const reader = { domains, classes: this.#viewer(context).classes };
        const found = await this.records.search(ask.text, reader, pageSize(ask.first));
        return found.map(record => this.#shown(context, record));
      },
      sourceRecords: async (_: unknown, { ids }: { ids: readonly string[] }, context: GraphqlContext) => {
        const sources = await context.loaders.sources.loadMany(ids.slice(0, 100));
        const viewer = this.#viewer(context);
        return Promise.all(
          sources.map(async source => {
            if (source instanceof Error || source === null) return null;
            const golden = await context.loaders.goldens.load(source.goldenId);
            if (golden === null) return null;
            requireAllowed(context.principal, 'golden-record.read', { domain: golden.domain });
            return viewer.source(golden.domain, source);
          }),
        );
      },
      matchCandidates: (
        _: unknown,
        ask: { domain: string; record: Attributes; limit: number },
        context: GraphqlContext,
      ) => this.#candidates(ask, context),
      explain: async (
        _: unknown,
        { leftId, rightId }: { leftId: string; rightId: string },
        context: GraphqlContext,
      ) => {
        const domain = await this.#domainOf(leftId, context);
        // Records of two domains are never compared, and a right to ask about one is none to ask about the other.
        if (domain === null || domain !== (await this.#domainOf(rightId, context)))
          throw new DomainError(
            'MATCH.RECORD_NOT_FOUND',
            'there are no two such source records of one domain',
          );
        requireAllowed(context.principal, 'match.query', { domain });
        return this.matching.explain(this.rules.active(domain).ruleSet, leftId, rightId);
      },
    };
  }

  /** The domain of a source record; `null` when there is no such record. */
  async #domainOf(recordId: string, { loaders }: GraphqlContext): Promise<string | null> {
    const source = await loaders.sources.load(recordId);
    const golden = source === null ? null : await loaders.goldens.load(source.goldenId);
    return golden?.domain ?? null;
  }

  async #candidates(
    ask: { domain: string; record: Attributes; limit: number },
    context: GraphqlContext,
  ): Promise<unknown> {
    requireAllowed(context.principal, 'match.query', { domain: ask.domain });
    const { ruleSet } = this.rules.active(ask.domain);
    // Whoever may not see an attribute must not find out by guessing either: a hit would tell its value.
    const { attributes, masked } = this.#viewer(context).given(ask.domain, objectOf(ask.record));
    const standardized = standardizeRecord(ruleSet, attributes, {});
    const ranked = await this.matching.candidates(ruleSet, standardized.features, pageSize(ask.limit));
    const goldenIds = await this.records.goldenIdsOf(ranked.map(each => each.id));
    return {
      faults: this.#viewer(context).faults(ruleSet.attributes, standardized.faults),
      ignored: masked,
      candidates: ranked.map(each => ({
        sourceRecordId: each.id,
        goldenRecordId: goldenIds.get(each.id) ?? null,
        decision: each.decision.decision,
        score: each.decision.score,
        probability: each.decision.probability,
        reasons: each.decision.reasons,
        comparisons: each.pair.comparisons,
      })),
    };
  }

  /** Resolvers of types that several contributions return. */
  sharedTypes(): Record<string, Record<string, unknown>> {
    const golden =
      (id: (parent: Record<string, unknown>) => unknown) =>
      async (parent: Record<string, unknown>, _: unknown, context: GraphqlContext) => {
        const goldenId = id(parent);
        return typeof goldenId === 'string'
          ? this.#shown(context, await context.loaders.goldens.load(goldenId))
          : null;
      };
    return {
      SourceRecord: { goldenRecord: golden(parent => parent['goldenId']) },
      MatchCandidate: { goldenRecord: golden(parent => parent['goldenRecordId']) },
      ChangeRequest: {
        goldenRecord: golden(parent => parent['goldenId']),
        goldenRecordId: (parent: { goldenId: string }) => parent.goldenId,
      },
    };
  }
}

function dateOf(text: string | undefined | null): Date | null {
  return text === undefined || text === null ? null : new Date(text);
}

function requireUuid(id: string): string {
  if (/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(id)) return id;
  throw new DomainError('REQUEST.INVALID', 'that is no golden record id');
}

function objectOf(value: unknown): Record<string, AttributeValue> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new DomainError('REQUEST.INVALID', 'a record is an object of attributes');
}
