import {
  formatTimestamp,
  type Issue,
  type SessionDocument,
  type Timestamp,
} from '@missionctl/session-model';

/**
 * The last activity that may be written: never earlier than joining or than the former activity,
 * whatever the clock does. In a naive file the local texts count as well, since the Python reader
 * compares those and would see a violation in the hour that a clock change repeats.
 */
export function clampActivity(
  document: SessionDocument,
  wanted: Timestamp,
): { readonly lastActivityAt: Timestamp; readonly warnings: readonly Issue[] } {
  const { joinedAt, lastActivityAt } = document.state;
  const floor = joinedAt > lastActivityAt ? joinedAt : lastActivityAt;
  const local = (each: Timestamp): string => formatTimestamp(each, 'naive-local');
  const reversed =
    wanted < floor || (document.dialect === 'naive-local' && local(wanted) < local(floor));
  if (!reversed) return { lastActivityAt: wanted, warnings: [] };
  const message = `the clock says ${wanted}, and the session was active at ${floor} already; that time is kept`;
  return {
    lastActivityAt: floor,
    warnings: [
      { code: 'CLOCK_WENT_BACK', severity: 'warning', field: 'last_activity_at', message },
    ],
  };
}
