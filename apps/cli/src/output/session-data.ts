import { capabilitiesOf, type SessionState, shownSessionFields } from '@missionctl/session-model';

/** A session in JSON output: names and values as on disk, without token and URL. */
export function sessionData(session: SessionState): Readonly<Record<string, unknown>> {
  const fields = shownSessionFields.map(({ key, property }) => [key, session[property]]);
  return { ...Object.fromEntries(fields), capabilities: capabilitiesOf(session.role) };
}
