import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** What a request says about the line behind it, believed only as far as the proxies in between are ours. */
export interface ProxyTrust {
  /** The nearest address that is no proxy of ours. IPv6 by its /64: one household, or one attacker, has all of it. */
  addressOf(req: IncomingMessage): string;
  /** Did the browser speak TLS? */
  isSecure(req: IncomingMessage): boolean;
  /** The origin under which the browser knows this server; `null` without a host, or with one that is none. */
  ownOrigin(req: IncomingMessage): string | null;
}

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const proxyList = (trusted: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const entry of trusted) {
    if (entry === 'loopback') {
      list.addSubnet('127.0.0.0', 8, 'ipv4');
      list.addAddress('::1', 'ipv6');
      continue;
    }
    const [address = '', prefix] = entry.split('/');
    if (isIP(address) === 0) throw new Error(`trustProxy: "${entry}" is no address, subnet or "loopback"`);
    if (prefix === undefined) list.addAddress(address, family(address));
    else list.addSubnet(address, Number(prefix), family(address));
  }
  return list;
};

const lastOf = (header: string | string[] | undefined): string | undefined =>
  (Array.isArray(header) ? header.join(',') : header)?.split(',').at(-1)?.trim() || undefined;

// It is written into a policy header: nothing that ends a directive.
const hostName = /^[\w.:[\]-]+$/;

/** The first four groups of an IPv6 address, written out. */
const network = (address: string): string => {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return `${[...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':')}::/64`;
};

export const createProxyTrust = (trusted: readonly string[]): ProxyTrust => {
  const proxies = proxyList(trusted);
  const isProxy = (address: string): boolean => isIP(address) !== 0 && proxies.check(address, family(address));
  const viaProxy = (req: IncomingMessage): boolean => isProxy(plain(req.socket.remoteAddress ?? ''));

  const isSecure = (req: IncomingMessage): boolean =>
    'encrypted' in req.socket || (viaProxy(req) && lastOf(req.headers['x-forwarded-proto']) === 'https');

  return {
    isSecure,

    addressOf(req) {
      let address = plain(req.socket.remoteAddress ?? '');
      const hops = req.headers['x-forwarded-for'];
      const behind = (Array.isArray(hops) ? hops.join(',') : (hops ?? '')).split(',');
      while (isProxy(address)) {
        const before = plain(behind.pop()?.trim() ?? '');
        if (isIP(before) === 0) break;
        address = before;
      }
      return network(address);
    },

    ownOrigin(req) {
      const host = (viaProxy(req) ? lastOf(req.headers['x-forwarded-host']) : undefined) ?? req.headers.host;
      return host !== undefined && hostName.test(host)
        ? `${isSecure(req) ? 'https' : 'http'}://${host.toLowerCase()}`
        : null;
    },
  };
};
