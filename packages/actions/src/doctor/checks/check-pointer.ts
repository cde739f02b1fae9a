import type { Pointer, PointerDamagedError } from '@missionctl/active-pointer';
import {
  forgetMission,
  quarantinePointer,
  readPointer,
} from '@missionctl/active-pointer/operations';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Home } from '../../home.ts';
import type { Check, Problem } from '../check.ts';
import { isOurs } from '../is-ours.ts';
import { mayBeJoined } from '../may-be-joined.ts';

/** A pointer that is damaged, or that names a mission in which nobody is joined. */
export const checkPointer: Check = function* ({ home, files: { pointer: path } }) {
  const { pointer } = home;
  let found: Pointer;
  try {
    found = yield* readPointer({ ...pointer, file: { ...pointer.file, private: 'check' } });
  } catch (error) {
    if (errnoOf(error) !== 'ERR_POINTER_DAMAGED') throw error;
    const problem = damaged(home, path, error as PointerDamagedError);
    return [(yield* isOurs(path)) ? problem : { ...problem, remedy: undefined }];
  }
  const problems: Problem[] = [];
  for (const missionId of new Set([found.active, found.previous])) {
    if (missionId === undefined || (yield* mayBeJoined(home, missionId))) continue;
    problems.push(dangling(home, path, missionId));
  }
  return problems;
};

function damaged({ pointer }: Home, path: string, error: PointerDamagedError): Problem {
  const { fault, issues, message } = error;
  return {
    code: 'POINTER_DAMAGED',
    path,
    facts: { fault, issues, message },
    remedy: {
      fix: 'move-aside',
      *apply(wait) {
        const quarantined = yield* quarantinePointer(pointer, wait);
        return quarantined === undefined
          ? { done: 'left-alone' }
          : { done: 'move-aside', quarantined };
      },
    },
  };
}

function dangling({ pointer }: Home, path: string, missionId: string): Problem {
  return {
    code: 'POINTER_DANGLING',
    path,
    facts: { missionId },
    remedy: {
      fix: 'forget-mission',
      *apply(wait) {
        yield* forgetMission(pointer, missionId, wait);
        return { done: 'forget-mission', missionId };
      },
    },
  };
}
