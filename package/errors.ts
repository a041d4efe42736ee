// What is thrown: errors with the field, what is wrong with it, and the key of a sentence for people
// (`src/ui/locale/` of the repository has the sentences, in Chinese and English).

import type { Fault, Limit, PolicyProblem, Problem } from './types.js';

/** What all errors of this package are. */
export abstract class MingbaiError<Code extends string = string> extends Error {
  /** Where it is wrong, as a path: `expenses[0].total`; `.` for all of it. */
  readonly field: string;
  /** What is wrong. */
  readonly code: Code;
  /** The key of the sentence for people. */
  readonly messageKey: string;

  protected constructor(fault: { field: string; code: Code; messageKey: string }, detail?: string, options?: ErrorOptions) {
    super(`${fault.field}: ${fault.code}${detail === undefined ? '' : `: ${detail}`}`, options);
    this.name = new.target.name;
    this.field = fault.field;
    this.code = fault.code;
    this.messageKey = fault.messageKey;
  }
}

/** A situation, or what goes with it (`displayed`, `replies`, `today`), cannot be reckoned. */
export class SituationError extends MingbaiError<Problem> {
  /** The limit that was broken, where there is one. */
  readonly limit: Limit | undefined;
  /** What a parser said, for problems of form. */
  readonly detail: string | undefined;

  /** @internal */
  constructor(fault: Extract<Fault, { kind: 'situation' }>) {
    super(fault, fault.detail ?? (fault.limit && JSON.stringify(fault.limit)));
    this.limit = fault.limit;
    this.detail = fault.detail;
  }
}

/** A policy file that was loaded is not sound; none of its rules is used. */
export class PolicyError extends MingbaiError<PolicyProblem> {
  /** The file, by its area code. */
  readonly file: string;
  /** What is wrong exactly, for maintainers. */
  readonly detail: string;

  /** @internal */
  constructor(fault: Extract<Fault, { kind: 'policy' }>) {
    super(fault, `${fault.file}: ${fault.detail}`);
    this.file = fault.file;
    this.detail = fault.detail;
  }
}

/**
 * Why a file is not there:
 * - `failed`: the loader threw; the error's `cause` is what it threw
 * - `missing`: the loader gave nothing
 * - `malformed`: the list of areas is not one
 * - `unknown_area`: no area of the list has this code
 * - `not_loaded`: the area's rules must be loaded first
 */
export type LoadProblem = 'failed' | 'missing' | 'malformed' | 'unknown_area' | 'not_loaded';

const SENTENCES: Record<LoadProblem, string> = {
  failed: 'load.network',
  missing: 'load.content',
  malformed: 'load.content',
  unknown_area: 'problem.area',
  not_loaded: 'problem.area',
};

/** Rules are not there. */
export class LoadError extends MingbaiError<LoadProblem> {
  /** The file that was asked for, by its name without ending. */
  readonly file: string;

  /** @internal */
  constructor(file: string, code: LoadProblem, options?: ErrorOptions) {
    super({ field: file, code, messageKey: SENTENCES[code] }, undefined, options);
    this.file = file;
  }
}

/** @internal */
export function errorOf(fault: Fault): MingbaiError {
  return fault.kind === 'policy' ? new PolicyError(fault) : new SituationError(fault);
}
