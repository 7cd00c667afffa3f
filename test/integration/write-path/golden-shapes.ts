import type { TestHub } from '../../harness/index.js';

/** Golden records without what may differ from load to load: ids and times of recording. */
export interface GoldenShape {
  readonly members: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly attributes: unknown;
}

/**
 * Changes that wait for approval count as made: what waits depends on what was published before, and so on the order, but
 * what the sources propose must not.
 */
export function goldenShapes(hub: TestHub): Promise<GoldenShape[]> {
  return hub.database.query<GoldenShape>(
    `WITH proposed AS (
       SELECT golden_record_id, jsonb_object_agg(attribute, coalesce(to_value, 'null')) AS changes
         FROM change_request WHERE state = 'pending' GROUP BY 1)
     SELECT array_agg(s.system || ' ' || s.source_key ORDER BY s.system, s.source_key) AS members, g.title, g.status,
            jsonb_strip_nulls(g.attributes || coalesce(p.changes, '{}')) AS attributes
       FROM golden_record g
       JOIN link l ON l.golden_record_id = g.id AND l.until IS NULL
       JOIN source_record s ON s.id = l.source_record_id
       LEFT JOIN proposed p ON p.golden_record_id = g.id
      WHERE g.status <> 'MERGED'
      GROUP BY g.id, p.changes ORDER BY 1`,
  );
}
