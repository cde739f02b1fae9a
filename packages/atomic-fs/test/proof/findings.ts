/** What a checker can find, each named after the sentence of the promise that it breaks. */
export type Rule =
  | 'torn'
  | 'lost'
  | 'lost-update'
  | 'two-winners'
  | 'readable-by-others'
  | 'left-behind'
  | 'unrecoverable'
  | 'writer-failed'
  | 'unreported'
  | 'lied'
  | 'not-closed';

export interface Violation {
  readonly rule: Rule;
  readonly detail: string;
}

/** What a checker has looked at, and what it has found. */
export interface Findings {
  checked: number;
  readonly violations: Violation[];
}

export function nothingYet(): Findings {
  return { checked: 0, violations: [] };
}

export function note(findings: Findings, rule: Rule, detail: string): void {
  findings.violations.push({ rule, detail });
}

export function rulesBroken({ violations }: Findings): readonly Rule[] {
  return [...new Set(violations.map(({ rule }) => rule))].toSorted();
}

/** `crash states: 12 345 checked, 0 violations` */
export function countLine(name: string, all: readonly Findings[]): string {
  const checked = all.reduce((sum, each) => sum + each.checked, 0);
  const violations = all.reduce((sum, each) => sum + each.violations.length, 0);
  return `${name}: ${grouped(checked)} checked, ${grouped(violations)} violations`;
}

export function grouped(count: number | bigint): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}
