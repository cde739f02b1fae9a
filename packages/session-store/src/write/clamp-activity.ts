import {
  formatTimestamp,
  type Issue,
  type SessionDocument,
  type Timestamp,
  withState,
} from '@missionctl/session-model';

/**
 * Gives the document a last activity that may be written: never earlier than joining or than the
 * former activity, whatever the clock does. In a naive file the local texts count as well, since
 * the Python reader compares those and would see a violation in the hour that a clock repeats.
 */
export function clampActivity(
  document: SessionDocument,
  former: Timestamp,
): { readonly document: SessionDocument; readonly warnings: readonly Issue[] } {
  const naive = document.dialect === 'naive-local';
  const written = (each: Timestamp): string =>
    naive ? formatTimestamp(each, 'naive-local', document.zone) : each;
  const { joinedAt, lastActivityAt: wanted } = document.state;
  const earliest = written(joinedAt) > written(former) ? joinedAt : former;
  if (wanted >= earliest && written(wanted) >= written(earliest)) return { document, warnings: [] };
  const message = `the clock says ${wanted}, and the session was active at ${earliest} already; that time is kept`;
  return {
    document: withState(document, { ...document.state, lastActivityAt: earliest }),
    warnings: [
      { code: 'CLOCK_WENT_BACK', severity: 'warning', field: 'last_activity_at', message },
    ],
  };
}
