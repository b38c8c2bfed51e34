import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOOR_POLICY, policyOf, type Served, serve } from './static-server.mjs';

let folder: string;
let served: Served;
const page = `<html><meta http-equiv="Content-Security-Policy" content="default-src 'self';
   img-src data:;"></html>`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-served-'));
  const dist = join(folder, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(dist, 'index.html'), page);
  await writeFile(join(dist, 'assets', 'main-1a2b.js'), 'export {};');
  for (const name of ['door.worker-Ab_1-.js', 'data.worker-Ab1.js', 'my-door.worker-Ab1.js'])
    await writeFile(join(dist, 'assets', name), 'export {};');
  await mkdir(join(dist, 'assets', 'assets'));
  await writeFile(join(dist, 'assets', 'assets', 'door.worker-Ab1.js'), 'export {};');
  await writeFile(join(dist, 'sample.txt'), 'sample');
  served = await serve(dist, { port: 43_170 });
});
afterAll(async () => {
  served.server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Not fetch: that would tidy `..` away before it is sent. */
function get(
  path: string,
  method = 'GET',
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(served.address);
    request({ hostname, port, path, method, family: 4 }, (response) => {
      let body = '';
      response.on('data', (part) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('static server', () => {
  test('serves the page at / and at every screen, with the policy of its meta tag', async () => {
    for (const path of ['/', '/index.html', '/train', '/?x=1']) {
      const { status, headers, body } = await get(path);
      expect([path, status, body]).toEqual([path, 200, page]);
      expect(headers['content-security-policy']).toBe("default-src 'self'; img-src data:; frame-ancestors 'none'");
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
    }
  });
  test('serves assets for ever, other files for now, with their types', async () => {
    const asset = await get('/assets/main-1a2b.js');
    expect(asset.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    });
    // A worker's policy is that of its own response, not that of the page.
    expect(asset.headers['content-security-policy']).toContain("default-src 'self'");
    expect((await get('/sample.txt')).headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
    });
  });
  test('lets the one script that fetches, and no other, ask other hosts', async () => {
    const policy = async (path: string) => (await get(path)).headers['content-security-policy'];
    expect(DOOR_POLICY).toMatch(/default-src 'none'.*connect-src https: http:\/\/localhost/);
    expect(await policy('/assets/door.worker-Ab_1-.js')).toBe(DOOR_POLICY);
    const others = ['/assets/data.worker-Ab1.js', '/assets/my-door.worker-Ab1.js', '/assets/assets/door.worker-Ab1.js'];
    for (const path of [...others, '/', '/sample.txt'])
      expect(await policy(path), path).toBe("default-src 'self'; img-src data:; frame-ancestors 'none'");
  });
  test.each([
    '/assets/gone-9f.js',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/%00.txt',
  ])('gives nothing for %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });
  test('refuses what it does not do', async () => {
    expect((await get('/', 'POST')).status).toBe(405);
    expect((await get('/%zz')).status).toBe(400);
    expect(await get('/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });
  test('takes the next port when one is taken, unless told not to', async () => {
    const next = await serve(join(folder, 'dist'), { port: 43_170 });
    expect(next.address).not.toBe(served.address);
    next.server.close();
    const port = Number(new URL(served.address).port);
    await expect(serve(join(folder, 'dist'), { port, search: false })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
  test('says when there is nothing to serve, or no policy', async () => {
    await expect(serve(join(folder, 'none'))).rejects.toThrow('npm run build');
    expect(() => policyOf('<html></html>')).toThrow('Content-Security-Policy');
  });
});
