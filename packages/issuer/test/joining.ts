import { httpIssuer } from '../src/http.ts';
import { type Authority, authority, type Behavior, settingsFor } from './authority.ts';

export const request = { missionId: 'demo', role: 'developer', principal: 'me@host' };
export const granted = {
  participant_id: '01HXN8K3M9PQRSTVWXYZ654321',
  mission_id: 'demo',
  role: 'developer',
  capabilities: {},
  session_token: 'sess_canary_token',
  joined_at: '2026-02-15T13:16:02.154627Z',
  mission_run_id: '01HXN8K3M9PQRSTVWXYZ123456',
};
export const notServed = { code: 'ERR_ISSUER_PROTOCOL' };

/** The result of a join, an error as data. */
export function joining(settings: ReturnType<typeof settingsFor>): Promise<unknown> {
  const { onPause } = settings.waiting;
  return httpIssuer(settings)
    .join(request, { onPause })
    .catch((error: unknown) => error);
}

/** The result of a join against these behaviors, an error as data. */
export async function outcome(
  behaviors: readonly Behavior[],
  over: Parameters<typeof settingsFor>[1] = {},
): Promise<{
  readonly result: unknown;
  readonly server: Authority;
  readonly pauses: readonly number[];
  readonly limits: readonly number[];
}> {
  await using server = await authority(behaviors);
  const settings = settingsFor(server.url, over);
  const result = await joining(settings);
  const { pauses, limits } = settings.waiting;
  return { result, server, pauses: pauses.map(({ ms }) => ms), limits };
}
