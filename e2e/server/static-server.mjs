// Serves the built studio, and nothing else, to this machine only. The same server for `npm start` and for the tests.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.gz': 'application/gzip',
  '.zip': 'application/zip',
};

/** The page's own policy, so that the header and the meta tag cannot drift apart. Workers get it too: theirs comes from the header alone. */
export function policyOf(html) {
  const meta = /<meta\s[^>]*http-equiv="Content-Security-Policy"[^>]*>/i.exec(html)?.[0] ?? '';
  const content = /\scontent="([^"]*)"/i.exec(meta)?.[1];
  if (!content) throw new Error('index.html has no <meta http-equiv="Content-Security-Policy" content="...">');
  return `${content.trim().replace(/\s+/g, ' ').replace(/;$/, '')}; frame-ancestors 'none'`;
}

/** The one script that may ask other hosts, for files that a person said yes to (decision 0007). Workers obey the header of their script. */
const DOOR = /^\/assets\/door\.worker-[\w-]+\.js$/;
export const DOOR_POLICY =
  "default-src 'none'; script-src 'self'; connect-src https: http://localhost:* http://127.0.0.1:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Request handler for the files of a folder. Throws when the folder holds no built studio. */
export function staticHandler(folder) {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) throw new Error(`${folder} holds no index.html: run "npm run build" first.`);
  const policy = policyOf(readFileSync(index, 'utf8'));
  return (request, response) => {
    const refuse = (status, text) => {
      response.writeHead(status, {
        ...HEADERS,
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
      });
      response.end(request.method === 'HEAD' ? undefined : text);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD');
    let path;
    try {
      path = decodeURIComponent(new URL(request.url ?? '/', 'http://loam').pathname);
    } catch {
      return refuse(400, 'Bad address');
    }
    const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
    if (path.includes('\0') || !(file === folder || file.startsWith(folder + sep))) return refuse(404, 'Not found');
    const info = statSync(file, { throwIfNoEntry: false });
    // A screen's address is the page itself; a missing asset is missing, or a stale page would run HTML as script.
    const target = info?.isFile() ? file : extname(path) === '' ? index : undefined;
    if (!target) return refuse(404, 'Not found');
    const immutable = path.startsWith('/assets/') && target === file;
    response.writeHead(200, {
      ...HEADERS,
      'Content-Security-Policy': DOOR.test(path) ? DOOR_POLICY : policy,
      'Content-Type': TYPES[extname(target).toLowerCase()] ?? 'application/octet-stream',
      'Content-Length': statSync(target).size,
      // Names under assets/ carry a hash of their content; all else is asked for again each time.
      'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.method === 'HEAD') return response.end();
    createReadStream(target)
      .on('error', () => response.destroy())
      .pipe(response);
  };
}

/** Listens on this machine's loopback, on `port` or, when `search` is set, on the first free one after it. */
export async function serve(folder, { port = 4173, search = true } = {}) {
  const server = createServer(staticHandler(folder));
  for (let tried = port; ; tried = tried - port < 20 ? tried + 1 : 0) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(tried, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
      return { server, address: `http://localhost:${server.address().port}/` };
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || !search || tried === 0) throw error;
    }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = fileURLToPath(new URL('../../dist', import.meta.url)), port = '4173'] = process.argv.slice(2);
  const { address } = await serve(normalize(join(folder.startsWith(sep) ? '' : process.cwd(), folder)), {
    port: Number(port),
    search: false,
  });
  console.log(address);
}
