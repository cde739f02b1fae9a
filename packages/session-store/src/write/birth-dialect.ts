import type { Operation } from '@missionctl/atomic-fs/operations';
import type { TimestampDialect } from '@missionctl/session-model';
import { listSessions } from '../read/list-sessions.ts';
import type { SessionStore } from '../session-store.ts';

/**
 * How a new session of the home writes its times: as Python does, where all that can be read do so,
 * since a Python CLI beside us compares the two times of a file and fails where it has written only
 * one of them; and else in UTC.
 */
export function* birthDialect(store: SessionStore): Operation<TimestampDialect> {
  const listed = yield* listSessions({ ...store, private: 'check' });
  const dialects = listed.map(({ loaded }) =>
    loaded.status === 'joined' ? loaded.dialect : undefined,
  );
  const known = dialects.filter((dialect) => dialect !== undefined);
  const isNaive = known.length > 0 && known.every((dialect) => dialect === 'naive-local');
  return isNaive ? 'naive-local' : 'utc';
}
