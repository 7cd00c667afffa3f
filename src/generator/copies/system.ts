/** The systems of the generated network; also the names of their folders. */
export const SYSTEMS = [
  'oracle-fusion',
  'sap',
  'coupa',
  'vms',
  'clm',
  'gpo',
  'ehr',
  'wms',
  'billing',
] as const;
export type System = (typeof SYSTEMS)[number];

/** What a source record is of its real thing: the first one, another one, where money goes, or a stale one. */
export type Role = 'PRIMARY' | 'DUP' | 'REMIT' | 'SITE' | 'ALIAS' | 'OLD';
