import { errnoOf } from '@missionctl/atomic-fs';
import type { Invocation } from '../../../session/invocation.ts';
import { writers } from '../../../session/writers.ts';
import type { Check, Finding } from '../finding.ts';

/** A pointer that is damaged, or that names a mission that nobody is joined to. */
export const checkPointer: Check = (invocation, { pointer: path }) => {
  const { pointer } = invocation;
  let content: Pointer;
  try {
    content = pointer.readSync();
  } catch (error) {
    if (!(error instanceof Error) || errnoOf(error) !== 'ERR_POINTER_DAMAGED') throw error;
    return [damaged(invocation, path, error.message)];
  }
  const named = new Set([content.active, content.previous].filter((each) => each !== undefined));
  return [...named]
    .filter((missionId) => invocation.store.listSync(missionId).length === 0)
    .map((missionId) => dangling(invocation, path, missionId));
};

type Pointer = ReturnType<Invocation['pointer']['readSync']>;

function damaged(invocation: Invocation, path: string, problem: string): Finding {
  const common = {
    code: 'POINTER_DAMAGED',
    path,
    problem,
    impact: 'no mission is active until it is repaired',
    advice: 'missionctl switch <mission>',
  };
  const apply = (): string => `kept at ${writers(invocation).pointer.quarantineSync() ?? path}`;
  return { ...common, fix: { action: 'move it aside, its content untouched', apply } };
}

function dangling(invocation: Invocation, path: string, missionId: string): Finding {
  const apply = (): string => {
    writers(invocation).pointer.forgetSync(missionId);
    return `the pointer no longer names ${missionId}`;
  };
  return {
    code: 'POINTER_DANGLING',
    path,
    problem: `it names ${missionId}, which nobody is joined to`,
    impact: 'every command that relies on it fails',
    fix: { action: 'remove that mission from it', apply },
  };
}
