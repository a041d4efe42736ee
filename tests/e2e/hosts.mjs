// Pages of other origins that hold the calculator: tests/hosts/, with the addresses of this run.

import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { serve } from '../../scripts/serve.mjs';

const HOSTS = fileURLToPath(new URL('../hosts', import.meta.url));
const INTEGRITY = fileURLToPath(new URL('../../src/ui/embed/integrity.txt', import.meta.url));

/** The loader that new lines name, and its hash. */
export const [LOADER, HASH] = readFileSync(INTEGRITY, 'utf8').trim().split('\n').at(-1).split(' ');

/** What a loader needs of the host it comes from: docs/deploy.md. */
export const CORS = { 'Access-Control-Allow-Origin': '*' };

/** What a page with a strict policy of its own allows: docs/embedding.md. */
export const strict = (origin) =>
  `default-src 'none'; style-src 'self'; img-src 'self'; script-src ${origin}; frame-src ${origin}; base-uri 'none'; form-action 'none'`;

/** Serves the pages with the calculator at `calculator`, each file with `headers`. */
export async function serveHosts(calculator, headers) {
  const folder = mkdtempSync(join(tmpdir(), 'mingbai-hosts-'));
  for (const name of readdirSync(HOSTS)) {
    const text = readFileSync(join(HOSTS, name), 'utf8');
    const filled = text.replaceAll('@calculator@', calculator).replaceAll('@integrity@', HASH);
    writeFileSync(join(folder, name), filled.replaceAll('embed-1.js', LOADER));
  }
  const server = await serve({ root: folder, headers });
  return {
    ...server,
    /** Another page among them. */
    write: (name, text) => writeFileSync(join(folder, name), text),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
