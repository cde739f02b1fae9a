import type { Finding, RepairedFinding, WrittenContent } from '@missionctl/actions';
import { listOf, object, oneOfWords, orNull, text } from '../../output/json-schema.ts';
import { phraseOf } from './finding-phrases.ts';
import { fixPhrase, repairPhrase } from './fix-phrases.ts';
import {
  contentData,
  contentLine,
  contentOf,
  contentSchema,
  isTrustable,
} from './written-content.ts';

/** A finding in words. The keys are a contract with programs. */
export interface ReportedFinding {
  readonly code: string;
  readonly path: string;
  readonly found: string;
  readonly matters: string;
  readonly fix: string | null;
  readonly advice: string | null;
  /** `found` without `--fix`; `advice` where only a person can decide. */
  readonly state: 'found' | 'fixed' | 'failed' | 'advice';
  readonly done: string | null;
  /** Whether the user can decide to believe it. */
  readonly trustable: boolean;
  /** What others could have written. */
  readonly content: readonly WrittenContent[];
}

/** What the words depend on. */
export type Around = Parameters<typeof phraseOf>[1];

/** What `examine` found, in words. */
export function report(finding: Finding, around: Around): ReportedFinding {
  const { problem, impact, advice = null } = phraseOf(finding, around);
  return {
    code: finding.code,
    path: finding.path,
    found: problem,
    matters: impact,
    fix: fixPhrase(finding) ?? null,
    advice,
    state: 'found',
    done: null,
    trustable: isTrustable(finding),
    content: contentOf(finding),
  };
}

/** A finding as programs get it. */
export function findingData({
  trustable: _,
  ...each
}: ReportedFinding): Readonly<Record<string, unknown>> {
  return { ...each, content: each.content.map(contentData) };
}

/** What `repair` found, and what became of it, in words. */
export function reportRepair(finding: RepairedFinding, around: Around): ReportedFinding {
  return { ...report(finding, around), state: finding.state, done: repairPhrase(finding) };
}

/** A finding as people get it. */
export function linesOf({
  code,
  path,
  found,
  matters,
  fix,
  advice,
  state,
  done,
  content,
}: ReportedFinding): readonly string[] {
  const says = content.map((each) => `  it says: ${contentLine(each)}`);
  const would = fix !== null && state === 'found' ? [`  --fix would ${fix}`] : [];
  const did = done === null ? [] : [`  ${state}: ${done}`];
  const next = advice !== null && state !== 'fixed' ? [`  next: ${advice}`] : [];
  return [path, `  ${code}: ${found}`, `  ${matters}`, ...says, ...would, ...did, ...next];
}

/** The schema of `findingData`. */
export const findingSchema = object({
  code: text,
  path: text,
  found: text,
  matters: text,
  fix: orNull(text),
  advice: orNull(text),
  state: oneOfWords(['found', 'fixed', 'failed', 'advice']),
  done: orNull(text),
  content: listOf(contentSchema),
});
