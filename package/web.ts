// The package on the web: the engine is fetched from beside this file.

import init from './engine.js';
import { Mingbai, type OpenOptions } from './mingbai.js';

export { LoadError, MingbaiError, PolicyError, SituationError, type LoadProblem } from './errors.js';
export {
  Mingbai, type AssessOptions, type ExplainOptions, type Files, type Load, type OpenOptions,
} from './mingbai.js';
export type * from './types.js';

/** Starts the engine and reads the list of areas. Throws `LoadError` where that is not there. */
export async function open(options: OpenOptions): Promise<Mingbai> {
  await init();
  return Mingbai.open(options);
}
