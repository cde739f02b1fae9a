import { errnoOf } from '@missionctl/atomic-fs';
import { changing } from '../changing.ts';
import type { Invocation } from '../invocation.ts';
import type { Check, Finding } from './finding.ts';

/** A pointer that is damaged, or that names a mission in which nobody is joined. */
export const checkPointer: Check = (invocation, { pointer: path }) => {
  const { pointer } = invocation;
  let said: Pointer;
  try {
    said = pointer.readSync();
  } catch (error) {
    if (!(error instanceof Error) || errnoOf(error) !== 'ERR_POINTER_DAMAGED') throw error;
    return [damaged(invocation, path, error.message)];
  }
  const named = new Set([said.active, said.previous].filter((each) => each !== undefined));
  return [...named]
    .filter((missionId) => invocation.store.listSync(missionId).length === 0)
    .map((missionId) => dangling(invocation, path, missionId));
};

type Pointer = ReturnType<Invocation['pointer']['readSync']>;

function damaged(invocation: Invocation, path: string, found: string): Finding {
  const common = {
    code: 'POINTER_DAMAGED',
    path,
    found,
    matters: 'no mission is active until it is mended',
    advice: 'missionctl switch <mission>',
  };
  const apply = (): string => `kept at ${changing(invocation).pointer.quarantineSync() ?? path}`;
  return { ...common, remedy: { does: 'move it aside, its content untouched', apply } };
}

function dangling(invocation: Invocation, path: string, missionId: string): Finding {
  const apply = (): string => {
    changing(invocation).pointer.forgetSync(missionId);
    return `the pointer names ${missionId} no more`;
  };
  return {
    code: 'POINTER_DANGLING',
    path,
    found: `it names ${missionId}, and nobody is joined there`,
    matters: 'every command that relies on it fails',
    remedy: { does: 'take that mission out of it', apply },
  };
}
