import { infiniteQueryOptions } from '@tanstack/react-query';
import { executeText, member, textMember } from '../../api/index.js';
import type { AttributeInfo, DomainInfo } from '../../hub/index.js';
import type { Sort } from '../../ui/index.js';

/** A golden record in a list. */
export interface ListedRecord {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly qualityScore: number;
  readonly recordedAt: string;
  readonly attributes: unknown;
  readonly masked: readonly string[];
  /** The systems that it comes from, each once. */
  readonly systems: readonly string[];
}

/** One page of a domain's records. */
export interface RecordPage {
  readonly records: readonly ListedRecord[];
  /** Pass as `after` for the next page; none at the end. */
  readonly endCursor: string | undefined;
  /** How many there are in all; counted with the first page only. */
  readonly total: number | undefined;
}

/** What narrows and orders a list. */
export interface RecordListAsked {
  readonly text: string | undefined;
  readonly status: string | undefined;
  readonly sort: Sort;
}

const pageSize = 100;

/** Columns that every domain has; everything else that can be sorted by is an attribute. */
export const fixedSorts = ['title', 'status', 'qualityScore', 'recordedAt'];

/** The attributes that a list of the domain can be sorted by and has room for: single plain values that the reader may see. */
export function listAttributes(domain: DomainInfo): AttributeInfo[] {
  return domain.attributes.filter(
    ({ name, multi, type, readable }) =>
      readable && !multi && !['object', 'address', 'text'].includes(type) && name !== domain.title,
  );
}

/** The records of a domain, page by page. */
export function recordListQuery(domain: DomainInfo, asked: RecordListAsked) {
  return infiniteQueryOptions({
    queryKey: ['records', domain.id, asked],
    queryFn: ({ pageParam, signal }) =>
      executeText(
        listText(domain),
        {
          filter: {
            ...(asked.text === undefined ? {} : { title: { contains: asked.text } }),
            ...(asked.status === undefined ? {} : { status: { eq: asked.status } }),
          },
          orderBy: {
            field: asked.sort.column,
            direction: asked.sort.direction === 'descending' ? 'DESC' : 'ASC',
          },
          first: pageSize,
          after: pageParam ?? null,
          counted: pageParam === undefined,
        },
        readPage,
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: RecordPage) => page.endCursor,
    placeholderData: before => before,
  });
}

/** The list of a domain: its root field and its types are named by the hub's rules, so the query is written here. */
function listText({ id, plural }: DomainInfo): string {
  const type = id.charAt(0).toUpperCase() + id.slice(1);
  return `query Records($filter: ${type}Filter, $orderBy: ${type}Order, $first: Int!, $after: String, $counted: Boolean!) {
    page: ${plural}(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes { id title status qualityScore recordedAt attributes masked sources { system } }
      pageInfo { hasNextPage endCursor }
      totalCount @include(if: $counted)
    }
  }`;
}

function readPage(answer: unknown): RecordPage {
  const page = member(answer, 'page');
  const info = member(page, 'pageInfo');
  const total = member(page, 'totalCount');
  return {
    records: listOf(member(page, 'nodes')).map(readRecord),
    endCursor: member(info, 'hasNextPage') === true ? textMember(info, 'endCursor') : undefined,
    total: typeof total === 'number' ? total : undefined,
  };
}

function readRecord(node: unknown): ListedRecord {
  const quality = member(node, 'qualityScore');
  const systems = listOf(member(node, 'sources')).map(source => textMember(source, 'system') ?? '');
  return {
    id: textMember(node, 'id') ?? '',
    title: textMember(node, 'title') ?? '',
    status: textMember(node, 'status') ?? '',
    qualityScore: typeof quality === 'number' ? quality : 0,
    recordedAt: textMember(node, 'recordedAt') ?? '',
    attributes: member(node, 'attributes'),
    masked: listOf(member(node, 'masked')).filter(name => typeof name === 'string'),
    systems: [...new Set(systems)],
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
