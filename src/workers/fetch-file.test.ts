import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Progress } from '@/base/progress';
import { fetchFile } from './fetch-file';
import { fetchedName } from './fetched-name';

/** A true server on this machine; what it answers is set by each test. */
let server: Server;
let address = '';
let asked: IncomingMessage[] = [];
let answer: RequestListener = (_, response) => response.end();
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  address = `http://127.0.0.1:${typeof place === 'object' ? place?.port : 0}`;
});
afterAll(() => server.close());
afterEach(() => {
  asked = [];
  vi.unstubAllGlobals();
});

const silent = () => {};
const refusal = (code: string, more: object = {}) => ({ report: { code, ...more } });
const send = (body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): RequestListener => {
  return (_, response) => response.writeHead(status, headers).end(body);
};

describe('fetching a file', () => {
  it('makes one GET without cookies and referrer, and gives bytes, name and address', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
    answer = send(bytes, { 'content-type': 'text/plain; charset=utf-8', 'content-length': '300000' });
    const told: Progress[] = [];
    const file = await fetchFile(`${address}/data/a%20b.txt`, (progress) => told.push(progress));
    expect(file).toMatchObject({ name: 'a b.txt', url: `${address}/data/a%20b.txt` });
    expect(new Uint8Array(await file.blob.arrayBuffer())).toEqual(bytes);
    expect(told[0]).toEqual({ label: 'Fetching a b.txt', done: 0, total: 300_000, unit: 'bytes' });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /data/a%20b.txt']);
    expect(asked[0]?.headers).not.toHaveProperty('cookie');
    expect(asked[0]?.headers).not.toHaveProperty('referer');
  });

  it('follows a redirect and tells where it led', async () => {
    answer = (request, response) =>
      request.url === '/old'
        ? response.writeHead(302, { location: '/new/book.txt' }).end()
        : response.writeHead(200, { 'content-type': 'text/plain' }).end('text');
    expect(await fetchFile(`${address}/old`, silent)).toMatchObject({
      name: 'book.txt',
      url: `${address}/new/book.txt`,
    });
  });

  it.each([
    [404, 'The host answered 404 Not Found', /check the address/],
    [403, 'The host answered 403 Forbidden', /download it yourself/],
    [503, 'The host answered 503 Service Unavailable', /later/],
  ])('says what %d means', async (status, what, remedy) => {
    answer = send('no', {}, status);
    await expect(fetchFile(`${address}/a.txt`, silent)).rejects.toMatchObject(
      refusal('fetch/status', { what, where: `${address}/a.txt`, remedy: expect.stringMatching(remedy) }),
    );
  });

  it('refuses a web page in the place of a file, and takes one that was asked for', async () => {
    answer = send('<p>Log in', { 'content-type': 'text/html' });
    await expect(fetchFile(`${address}/a.csv`, silent)).rejects.toMatchObject(refusal('fetch/web-page'));
    for (const path of ['/page.html', '/', '/wiki/Whale'])
      expect((await fetchFile(address + path, silent)).name, path).toMatch(/\.html$/);
  });

  it('stops at the largest size, whether it was announced or not', async () => {
    const body = 'x'.repeat(1001);
    answer = send(body, { 'content-length': '1001' });
    await expect(fetchFile(`${address}/a.txt`, silent, 1000)).rejects.toMatchObject(refusal('fetch/too-large'));
    answer = (_, response) => {
      response.writeHead(200);
      response.write(body);
      response.end();
    };
    await expect(fetchFile(`${address}/a.txt`, silent, 1000)).rejects.toMatchObject(refusal('fetch/too-large'));
    expect((await fetchFile(`${address}/a.txt`, silent, 1001)).blob.size).toBe(1001);
  });

  it('says when the connection breaks, when there is none, and when the browser is offline', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(fetchFile(`${address}/a.txt`, silent)).rejects.toMatchObject(refusal('fetch/broken'));
    const nobody = 'http://127.0.0.1:1/a.txt';
    await expect(fetchFile(nobody, silent)).rejects.toMatchObject(refusal('fetch/refused', { where: nobody }));
    vi.stubGlobal('navigator', { onLine: false });
    await expect(fetchFile(nobody, silent)).rejects.toMatchObject(refusal('fetch/offline'));
  });
});

it.each([
  ['https://h.org/a/b.txt', null, 'text/plain', 'b.txt'],
  ['https://h.org/a/b?download=1', 'attachment; filename="my \\"book\\".txt"', '', 'my "book".txt'],
  ['https://h.org/x', "attachment; filename=x.bin; filename*=UTF-8''b%C3%BCch.csv", '', 'büch.csv'],
  ['https://h.org/x', 'attachment; filename="../../etc/passwd"', '', 'passwd'],
  ['https://h.org/x', 'attachment; filename="..\\\\..\\\\.bashrc"', '', 'bashrc'],
  ['https://h.org/x', 'attachment; filename="a\u202egnp.txt\u0000"', '', 'agnp.txt'],
  ['https://h.org/', null, 'text/html', 'h.org.html'],
  ['https://h.org/%E0%A4%A', null, 'application/json', '%E0%A4%A.json'],
  ['https://h.org/wiki/A.%20Melville', null, 'text/html', 'A. Melville.html'],
  ['https://h.org/f', null, 'application/octet-stream', 'f'],
  [`https://h.org/${'x'.repeat(400)}.txt`, null, 'text/plain', `${'x'.repeat(146)}.txt`],
])('%s with %s is called as it should be', (url, disposition, type, name) => {
  expect(fetchedName(url, disposition, type)).toBe(name);
});
