// The package in Node: the engine is read from beside this file. Otherwise as on the web, whose types
// it shares.

import { readFile } from 'node:fs/promises';

import { initSync } from './engine.js';
import { Mingbai, type OpenOptions } from './mingbai.js';

export { LoadError, MingbaiError, PolicyError, SituationError } from './errors.js';
export { Mingbai } from './mingbai.js';

/** Starts the engine and reads the list of areas. Throws `LoadError` where that is not there. */
export async function open(options: OpenOptions): Promise<Mingbai> {
  initSync({ module: await readFile(new URL('engine_bg.wasm', import.meta.url)) });
  return Mingbai.open(options);
}
