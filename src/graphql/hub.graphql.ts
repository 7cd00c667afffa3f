import { Injectable } from '@nestjs/common';
import {
  AccessService,
  POLICY,
  readableClasses,
  ROLES,
  ACTIONS,
  type Action,
  type Role,
} from '../access/index.js';
import { DomainError } from '../core/model/index.js';
import type { AttributeClass, AttributeRule, RuleSet } from '../core/rules/index.js';
import { GoldenRecordReadRepository } from '../golden-records/index.js';
import type { GraphqlContribution } from '../platform/graphql/index.js';
import { RulesService } from '../rules/index.js';
import { SourcesService } from '../sources/index.js';
import type { GraphqlContext } from './context.js';
import { HUB_SDL } from './hub.sdl.js';

/** The hub itself: who asks, domains and systems as their rules describe them, accounts and keys. */
@Injectable()
export class HubGraphql {
  constructor(
    private readonly access: AccessService,
    private readonly rules: RulesService,
    private readonly sources: SourcesService,
    private readonly records: GoldenRecordReadRepository,
  ) {}

  contribution(): GraphqlContribution<GraphqlContext> {
    return {
      typeDefs: HUB_SDL,
      resolvers: { Query: this.#query(), Mutation: this.#mutation(), ApiKey: scopeFields() },
      policies: {
        'Query.me': 'golden-record.read',
        'Query.domains': 'golden-record.read',
        'Query.systems': 'golden-record.read',
        'Query.actors': 'golden-record.read',
        'Query.accounts': 'access.manage',
        'Query.apiKeys': 'access.manage',
        'Mutation.createAccount': 'access.manage',
        'Mutation.issueLoginLink': 'access.manage',
        'Mutation.disableAccount': 'access.manage',
        'Mutation.createApiKey': 'access.manage',
        'Mutation.revokeApiKey': 'access.manage',
      },
    };
  }

  #query(): Record<string, unknown> {
    return {
      me: (_: unknown, _ask: unknown, { principal }: GraphqlContext) => ({
        id: principal.id,
        name: principal.name,
        roles: principal.roles,
        actions: [...new Set(principal.roles.flatMap(role => [...POLICY[role]]))].sort(),
      }),
      domains: (_: unknown, _ask: unknown, context: GraphqlContext) =>
        this.rules
          .domains()
          .filter(domain => context.principal.scope.domains?.includes(domain) ?? true)
          .map(domain => this.#domain(domain, context)),
      systems: () =>
        this.sources.systems().map(system => ({
          ...system,
          id: system.system,
          domains: system.domains.map(each => each.domain),
        })),
      actors: async () => {
        const [people, keys] = await Promise.all([this.access.users(), this.access.listKeys()]);
        return [
          ...people.map(({ id, displayName }) => ({ id: `user:${id}`, name: displayName })),
          ...keys.map(({ id, name }) => ({ id: `key:${id}`, name })),
        ];
      },
      accounts: () => this.access.users(),
      apiKeys: () => this.access.listKeys(),
    };
  }

  #mutation(): Record<string, unknown> {
    return {
      createAccount: (
        _: unknown,
        ask: { name: string; displayName: string; roles: readonly string[] },
        { principal, correlationId }: GraphqlContext,
      ) => this.access.createUser({ ...ask, roles: rolesOf(ask.roles) }, principal.id, correlationId),
      issueLoginLink: (
        _: unknown,
        { name }: { name: string },
        { principal, correlationId }: GraphqlContext,
      ) => this.access.issueLoginLink(name, principal.id, correlationId),
      disableAccount: async (
        _: unknown,
        { name }: { name: string },
        { principal, correlationId }: GraphqlContext,
      ) => {
        await this.access.disableUser(name, principal.id, correlationId);
        return true;
      },
      createApiKey: (
        _: unknown,
        ask: {
          name: string;
          roles: readonly string[];
          systems?: readonly string[] | null;
          domains?: readonly string[] | null;
          actions?: readonly string[] | null;
          expiresAt?: string | null;
        },
        { principal, correlationId }: GraphqlContext,
      ) =>
        this.access.createKey(
          {
            name: ask.name,
            roles: rolesOf(ask.roles),
            scope: {
              ...(ask.systems == null ? {} : { systems: ask.systems }),
              ...(ask.domains == null ? {} : { domains: ask.domains }),
              ...(ask.actions == null ? {} : { actions: actionsOf(ask.actions) }),
            },
            expiresAt: ask.expiresAt == null ? null : new Date(ask.expiresAt),
          },
          principal.id,
          correlationId,
        ),
      revokeApiKey: async (
        _: unknown,
        { id }: { id: string },
        { principal, correlationId }: GraphqlContext,
      ) => {
        await this.access.revokeKey(id, principal.id, correlationId);
        return true;
      },
    };
  }

  #domain(domain: string, context: GraphqlContext): object {
    const { ruleSet, version } = this.rules.active(domain);
    const classes = readableClasses(context.principal);
    const { attributes: info } = ruleSet;
    return {
      id: domain,
      label: info.label,
      plural: info.plural,
      pluralLabel: info.pluralLabel,
      title: info.title,
      ruleVersion: version,
      goldenRecords: () => this.records.count({ attributes: info, classes }, undefined),
      attributes: info.attributes.map(rule => attributeInfo(rule, classes, ruleSet)),
    };
  }
}

function attributeInfo(rule: AttributeRule, classes: ReadonlySet<AttributeClass>, ruleSet: RuleSet): object {
  return {
    ...rule,
    description: rule.description ?? null,
    readable: classes.has(rule.class),
    approval: Object.hasOwn(ruleSet.approval.attributes, rule.name),
    codes: rule.codes ?? null,
    fields: (rule.fields ?? []).map(field => attributeInfo(field, classes, ruleSet)),
  };
}

function scopeFields(): Record<string, unknown> {
  const field =
    (name: 'systems' | 'domains' | 'actions') => (key: { scope: Partial<Record<string, unknown>> }) =>
      key.scope[name] ?? null;
  return { systems: field('systems'), domains: field('domains'), actions: field('actions') };
}

function rolesOf(names: readonly string[]): Role[] {
  return names.map(name => {
    const role = ROLES.find(each => each === name);
    if (role === undefined)
      throw new DomainError('REQUEST.INVALID', `no role '${name}'; there are ${ROLES.join(', ')}`);
    return role;
  });
}

function actionsOf(names: readonly string[]): Action[] {
  return names.map(name => {
    const action = ACTIONS.find(each => each === name);
    if (action === undefined) throw new DomainError('REQUEST.INVALID', `no action '${name}'`);
    return action;
  });
}
