// Serves a folder of static files on this machine: `make serve`, and the browser tests.
//
// node scripts/serve.mjs [FOLDER]   dist/ by default, at port 8080 or the next free one; PORT= decides.

import { createServer } from 'node:http';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const HOST = '127.0.0.1';
const FIRST_PORT = 8080;
const PORTS_TRIED = 50;

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** What hosts compress; pictures are so already. */
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.txt', '.wasm', '.webmanifest', '.xml']);

/** Files compressed before, by path and version. */
const squeezed = new Map();

/** The file as hosts send it that compress ahead. Once for each version, as it takes seconds. */
async function brotli(file, version) {
  const key = `${file} ${version}`;
  if (!squeezed.has(key)) squeezed.set(key, promisify(brotliCompress)(await readFile(file)));
  return squeezed.get(key);
}

/** The path under `root` that a request's path names, or null where it names none inside it. */
function locate(root, base, pathname) {
  let path;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || !path.startsWith(base)) return null;
  const file = resolve(join(root, path.slice(base.length)));
  return file === root || file.startsWith(root + sep) ? file : null;
}

async function answer(request, response, { root, base, compress, extra }) {
  const end = (status, headers = {}) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
    response.end(`${status}\n`);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return end(405, { Allow: 'GET, HEAD' });
  }
  // Taken apart by hand: URL() would resolve `..` before it could be refused.
  const pathname = request.url.split(/[?#]/, 1)[0];
  let file = locate(root, base, pathname);
  let info = file && (await stat(file).catch(() => null));
  if (info?.isDirectory()) {
    if (!pathname.endsWith('/')) {
      // A path, never `//host`, which a browser would take for another host.
      return end(301, { Location: `/${pathname.replace(/^\/+/, '')}/` });
    }
    file = join(file, 'index.html');
    info = await stat(file).catch(() => null);
  }
  if (!info?.isFile()) return end(404);

  const headers = {
    'Content-Type': TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
    // Ask again each time, so that a rebuilt page shows at the next reload.
    'Cache-Control': 'no-cache',
    ETag: `"${info.size.toString(36)}-${info.mtimeMs.toString(36)}"`,
    'X-Content-Type-Options': 'nosniff',
    ...extra,
  };
  if (request.headers['if-none-match'] === headers.ETag) {
    response.writeHead(304, headers);
    return response.end();
  }
  if (compress && COMPRESSED.has(extname(file).toLowerCase()) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
    const body = await brotli(file, headers.ETag);
    response.writeHead(200, { ...headers, 'Content-Encoding': 'br', 'Content-Length': body.length, Vary: 'Accept-Encoding' });
    return response.end(request.method === 'HEAD' ? undefined : body);
  }
  response.writeHead(200, { ...headers, 'Content-Length': info.size });
  if (request.method === 'HEAD') return response.end();
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * Starts a server for the files of `root` under the path `base`.
 * `ports` are tried in order; 0 is any free one. `compress` sends brotli, as hosts do; `headers` go with
 * every file.
 */
export async function serve({ root, base = '/', ports = [0], compress = false, headers = {} }) {
  const folder = resolve(root);
  const server = createServer((request, response) => {
    answer(request, response, { root: folder, base, compress, extra: headers }).catch(() => response.destroy());
  });
  for (const [index, port] of ports.entries()) {
    try {
      await new Promise((done, fail) => {
        server.once('error', fail);
        server.listen(port, HOST, () => {
          server.off('error', fail);
          done();
        });
      });
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || index === ports.length - 1) throw error;
    }
  }
  const origin = `http://${HOST}:${server.address().port}`;
  return {
    origin,
    url: origin + base,
    stop: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const asked = process.env.PORT;
  if (asked && !(/^\d+$/.test(asked) && Number(asked) <= 65535)) {
    console.error(`✗ PORT is '${asked}', which is no port`);
    process.exit(1);
  }
  const ports = asked
    ? [Number(asked)]
    : Array.from({ length: PORTS_TRIED }, (_, index) => FIRST_PORT + index);
  try {
    const { url } = await serve({ root: process.argv[2] ?? 'dist', ports });
    console.log(`\n    医保明白账: ${url}\n\n▸ serving until Ctrl-C`);
  } catch (error) {
    console.error(`✗ cannot serve at port ${asked ?? `${ports[0]} to ${ports.at(-1)}`}: ${error.code}`);
    process.exit(1);
  }
}
