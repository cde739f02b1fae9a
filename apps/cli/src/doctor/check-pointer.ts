import { changing } from '../changing.ts';
import { despiteDamagedPointer } from '../damaged-pointer.ts';
import type { Invocation } from '../invocation.ts';
import type { Check, Finding } from './finding.ts';

/** A pointer that is damaged, or that names a mission in which nobody is joined. */
export const checkPointer: Check = (invocation, { pointer: path }) => {
  const { pointer } = invocation;
  const { value, warnings } = despiteDamagedPointer(() => pointer.readSync());
  if (value === undefined) {
    return warnings.map(({ message }) => ({
      code: 'POINTER_DAMAGED',
      path,
      found: message,
      matters: 'no mission is active until it is mended',
      remedy: {
        does: 'move it aside, its content untouched',
        apply: () => `kept at ${changing(invocation).pointer.quarantineSync() ?? path}`,
      },
      advice: 'missionctl switch <mission>',
    }));
  }
  const named = new Set([value.active, value.previous].filter((each) => each !== undefined));
  return [...named]
    .filter((missionId) => invocation.store.listSync(missionId).length === 0)
    .map((missionId) => dangling(invocation, path, missionId));
};

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
