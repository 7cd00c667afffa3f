/** What every screen needs to know of the hub: its domains, its systems, who asks and how much waits. */
export { useActorName } from './actors.js';
export { useCallerId } from './caller.js';
export { domainLabel, useDomain, useDomains, type AttributeInfo, type DomainInfo } from './domains.js';
export { total, useOpenWork } from './open-work.js';
export { useReasonWords, useSystemLabel, useSystems, type SystemInfo } from './systems.js';
