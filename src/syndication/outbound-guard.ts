import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP, isIPv4 } from 'node:net';

/** Ports that a target may have without being on the allow-list. */
const OPEN_PORTS: ReadonlySet<string> = new Set(['', '443', '8443']);

/**
 * Never reachable, whatever the allow-list says: metadata services (of Alibaba, Azure and Oracle outside link-local), link-local,
 * "this host", multicast, reserved addresses.
 */
const NEVER_V4 = blockList('ipv4', [
  '0.0.0.0/8',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '192.0.0.192/32',
  '224.0.0.0/3',
]);
/** The same, metadata services of AWS and Google, and every notation that carries an IPv4 address within, which would evade the lists above. */
const NEVER_V6 = blockList('ipv6', [
  '::/128',
  'fe80::/10',
  'ff00::/8',
  'fd00:ec2::/32',
  'fd20:ce::/32',
  '::ffff:0:0/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2002::/16',
  '2001::/32',
  '2001:db8::/32',
]);
/** Reachable only where the allow-list names them: loopback, private networks, and what is reserved (IANA special-purpose registries). */
const INSIDE_V4 = blockList('ipv4', [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
]);
/** All but global unicast (2000::/3), and of that what is kept for protocols and documents. */
const INSIDE_V6 = blockList('ipv6', ['::/3', '4000::/2', '8000::/1', '2001::/23', '3fff::/20']);

/** `dns.lookup` with `all`. */
type ResolveName = (
  name: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Says why a target must not be called. Its `code` is `OUTBOUND_FORBIDDEN`. */
export class OutboundForbiddenError extends Error {
  readonly code = 'OUTBOUND_FORBIDDEN';

  constructor(sentence: string) {
    super(sentence);
    this.name = 'OutboundForbiddenError';
  }
}

/**
 * Keeps deliveries from reaching what only the hub's own network should reach (server-side request forgery). Addresses are
 * vetted at the moment of connecting, and exactly the vetted ones are connected to, so a name that changes its address
 * in between gains nothing.
 */
export class OutboundGuard {
  readonly #allowedHosts: ReadonlySet<string>;
  readonly #resolve: ResolveName;

  /**
   * @param allowedHosts `erp.example.org` or `erp.example.org:8080`: targets inside the network, set by who runs the hub
   * @param resolve all addresses of a name, as the system knows them
   */
  constructor(allowedHosts: readonly string[], resolve: ResolveName = lookup) {
    this.#resolve = resolve;
    this.#allowedHosts = new Set(allowedHosts.map(host => host.toLowerCase().replaceAll(/[[\]]/g, '')));
  }

  /** @throws OutboundForbiddenError */
  requireAllowed(url: URL): void {
    const host = hostOf(url);
    if (url.username !== '' || url.password !== '') {
      throw new OutboundForbiddenError('a target has no user name or password in its URL');
    }
    const isListed = this.#isListed(url);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isListed)) {
      throw new OutboundForbiddenError(`${url.host} is not on the list of allowed hosts, so it needs https`);
    }
    if (!OPEN_PORTS.has(url.port) && !isListed) {
      throw new OutboundForbiddenError(`port ${url.port} of ${host} is not on the list of allowed hosts`);
    }
    // Literal addresses are never looked up, so they are vetted here.
    if (isIP(host) !== 0) this.#requireAddress(host, host, isListed);
  }

  /** A `lookup` for connections to the URL: resolves all addresses and refuses the name when any is forbidden. */
  lookupFor(url: URL) {
    const isListed = this.#isListed(url);
    return (
      name: string,
      options: LookupOptions,
      callback: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
    ): void => {
      this.#resolve(name, { ...options, all: true }, (error, addresses) => {
        if (error !== null) return callback(error, []);
        const [first] = addresses;
        if (first === undefined) return callback(new OutboundForbiddenError(`${name} has no address`), []);
        try {
          for (const { address } of addresses) this.#requireAddress(address, name, isListed);
        } catch (refusal) {
          return callback(refusal instanceof Error ? refusal : new Error('refused'), []);
        }
        if (options.all === true) return callback(null, addresses);
        callback(null, first.address, first.family);
      });
    };
  }

  #isListed(url: URL): boolean {
    const host = hostOf(url);
    const port = url.port !== '' ? url.port : url.protocol === 'http:' ? '80' : '443';
    return this.#allowedHosts.has(host) || this.#allowedHosts.has(`${host}:${port}`);
  }

  #requireAddress(address: string, name: string, isListed: boolean): void {
    const isV4 = isIPv4(address);
    // What is no plain address (one with a zone, for instance) cannot be vetted.
    if (isIP(address) === 0 || address.includes('%'))
      throw new OutboundForbiddenError(`${name} has an address that cannot be vetted`);
    const family = isV4 ? 'ipv4' : 'ipv6';
    if ((isV4 ? NEVER_V4 : NEVER_V6).check(address, family)) {
      throw new OutboundForbiddenError(`${name} has an address that no target may have`);
    }
    if (!isListed && (isV4 ? INSIDE_V4 : INSIDE_V6).check(address, family)) {
      throw new OutboundForbiddenError(`${name} is inside the network and not on the list of allowed hosts`);
    }
  }
}

function hostOf(url: URL): string {
  return url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
}

function blockList(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, bits] = network.split('/');
    list.addSubnet(address ?? '', Number(bits), family);
  }
  return list;
}
