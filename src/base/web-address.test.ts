import { expect, it } from 'vitest';
import { webAddress } from './web-address';

it.each([
  ['https://host.org/a/b.txt', 'https://host.org/a/b.txt'],
  ['  host.org/b.txt?x=1#part ', 'https://host.org/b.txt?x=1'],
  ['HTTPS://Host.org', 'https://host.org/'],
  ['http://localhost:8000/b.txt', 'http://localhost:8000/b.txt'],
  ['http://127.0.0.1/b.txt', 'http://127.0.0.1/b.txt'],
])('%s is %s', (given, href) => expect(webAddress(given).href).toBe(href));

it.each([
  ['', 'no address'],
  ['two words', 'no address'],
  ['https://', 'no address'],
  ['http://host.org/a.txt', 'not http://'],
  ['http://localhost.evil.org/a.txt', 'not http://'],
  ['ftp://host.org/a.txt', 'not ftp://'],
  ['file:///etc/passwd', 'not file://'],
  ['https://me:secret@host.org/a.txt', 'password'],
])('%j is refused', (given, what) =>
  expect(() => webAddress(given)).toThrow(
    expect.objectContaining({
      report: expect.objectContaining({ code: 'fetch/address', what: expect.stringContaining(what) }),
    }),
  ),
);
