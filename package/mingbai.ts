// The calculator as objects: loads the files, knows the day, and hands texts to the engine.

import { Engine } from './engine.js';
import { LoadError, errorOf } from './errors.js';
import type {
  Answer, Day, Diagnosed, Displayed, Fault, IndexEntry, PolicyFile, Reconciled, Replies, Situation,
} from './types.js';

/**
 * Gives the file of this name (`index`, or an area code such as `510100`) of the folder of policy
 * files: its text or the object it holds; nothing where there is no such file.
 */
export type Load = (name: string) => unknown;

/** The files themselves, by name without ending. */
export type Files = Readonly<Record<string, unknown>>;

/** What `open` takes. */
export interface OpenOptions {
  /** Where the policy files come from. */
  load: Load | Files;
}

/** What `assess` and `reconcile` take beside what is asked. */
export interface AssessOptions {
  /** The day that is taken as today; the present day in China where it is left out. */
  today?: Day;
}

/** What `explain` takes beside a situation. */
export interface ExplainOptions extends AssessOptions {
  /** The balance as an app or a receipt shows it; the reckoned one where it is left out. */
  displayed?: Displayed;
  /** Answers to the questions that were asked before. */
  replies?: Replies;
}

/** The calculator. Questions are answered at once where the area's rules are loaded. */
export class Mingbai {
  readonly #engine = new Engine();
  readonly #load: Load;
  readonly #index: ReadonlyMap<string, IndexEntry>;
  /** Texts of files by name, as they come in. */
  readonly #texts = new Map<string, Promise<string>>();
  /** Texts of the files that speak for an area, nearest first. */
  readonly #layers = new Map<string, readonly string[]>();

  private constructor(load: Load, index: readonly IndexEntry[]) {
    this.#load = load;
    this.#index = new Map(index.map((entry) => [entry.adcode, entry]));
  }

  /** @internal */
  static async open({ load }: OpenOptions): Promise<Mingbai> {
    const from: Load = typeof load === 'function' ? load : (name) => load[name];
    return new Mingbai(from, areasOf(await read(from, 'index')));
  }

  /** The areas that can be asked about, in the order of their codes. */
  areas(): IndexEntry[] {
    return [...this.#index.values()];
  }

  /**
   * Loads the rules of areas, each once. Throws `LoadError` where a file is not there, `PolicyError`
   * where one is not sound; both may be tried again.
   */
  async load(...areas: string[]): Promise<void> {
    await Promise.all(areas.map((area) => this.#loadArea(area)));
  }

  async #loadArea(area: string): Promise<void> {
    const entry = this.#index.get(area);
    if (entry === undefined) throw new LoadError(area, 'unknown_area');
    const names = entry.rules ? [area, ...entry.parents] : entry.parents;
    const texts = await Promise.all(names.map((name) => this.#text(name)));
    if (this.#layers.has(area)) return;
    given(() => {
      names.forEach((name, at) => this.#engine.add_file(name, texts[at]!));
      this.#engine.add_area(JSON.stringify(entry));
    }, () => names.forEach((name) => this.#texts.delete(name)));
    this.#layers.set(area, texts);
  }

  #text(name: string): Promise<string> {
    const known = this.#texts.get(name);
    if (known !== undefined) return known;
    const coming = read(this.#load, name);
    this.#texts.set(name, coming);
    coming.catch(() => this.#texts.delete(name));
    return coming;
  }

  /**
   * The files that speak for an area, nearest first: its own where it has one, its province's, the
   * nation's. Throws `LoadError` where they are not loaded.
   */
  policy(area: string): PolicyFile[] {
    this.#mustBeLoaded(area);
    return this.#layers.get(area)?.map((text) => JSON.parse(text) as PolicyFile) ?? [];
  }

  /**
   * Reckons and explains a situation: ledger, balance, settlements, and in `reasons` why figures are
   * zero, cut or negative. Throws `SituationError`, or `LoadError` where the rules are not loaded.
   */
  assess(situation: Situation, { today }: AssessOptions = {}): Answer {
    return this.#answer(situation, (text) => this.#engine.assess(text, today ?? todayInChina()));
  }

  /**
   * Weighs every known cause of a zero, negative or low balance for this person: what speaks for and
   * against it, and what to ask next. Throws as `assess` does.
   */
  explain(situation: Situation, { displayed, replies = {}, today }: ExplainOptions = {}): Diagnosed {
    return this.#answer(situation, (text) =>
      this.#engine.explain(text, json(displayed), json(replies), today ?? todayInChina()));
  }

  /**
   * Looks for the exact amounts that explain, to the fen, why another balance is displayed than
   * reckoned. Throws as `assess` does.
   */
  reconcile(situation: Situation, displayed: Displayed, { today }: AssessOptions = {}): Reconciled {
    return this.#answer(situation, (text) =>
      this.#engine.reconcile(text, json(displayed), today ?? todayInChina()));
  }

  #answer<T>(situation: Situation, ask: (text: string) => string): T {
    // What is no situation at all is the engine's to refuse.
    const area = (situation as Situation | null | undefined)?.area;
    if (area !== undefined && this.#index.has(area)) this.#mustBeLoaded(area);
    return JSON.parse(given(() => ask(json(situation)))) as T;
  }

  #mustBeLoaded(area: string): void {
    if (!this.#layers.has(area)) throw new LoadError(area, 'not_loaded');
  }
}

/** As JSON; what is not there as null. */
function json(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/** What the engine gives; what it throws, as an error. */
function given<T>(ask: () => T, otherwise = () => {}): T {
  try {
    return ask();
  } catch (thrown) {
    otherwise();
    throw typeof thrown === 'string' ? errorOf(JSON.parse(thrown) as Fault) : thrown;
  }
}

/** The text of a file. */
async function read(load: Load, name: string): Promise<string> {
  let found: unknown;
  try {
    found = await load(name);
  } catch (cause) {
    throw new LoadError(name, 'failed', { cause });
  }
  if (found === undefined || found === null) throw new LoadError(name, 'missing');
  return typeof found === 'string' ? found : json(found);
}

/** The entries of the list of areas. */
function areasOf(text: string): IndexEntry[] {
  let areas: unknown;
  try {
    areas = JSON.parse(text)?.areas;
  } catch (cause) {
    throw new LoadError('index', 'malformed', { cause });
  }
  if (!Array.isArray(areas) || !areas.every(isEntry)) throw new LoadError('index', 'malformed');
  return areas;
}

/** Whether it has what loading goes by; the rest is the engine's to check. */
function isEntry(entry: Partial<IndexEntry> | null): entry is IndexEntry {
  return typeof entry?.adcode === 'string' && Array.isArray(entry.parents);
}

/** The day in China, which has one time zone, eight hours ahead, and no summer time. */
function todayInChina(): Day {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
