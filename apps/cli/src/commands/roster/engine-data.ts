import type { EngineOutcome } from '@missionctl/actions';

type Choice = Extract<EngineOutcome, { readonly choice: unknown }>['choice'];

/** The engine of a mission for programs. */
export function engineData(
  { url, namespace, readOnly = false, touching = false, confirmedAt }: Choice,
  from: 'choice' | 'environment',
): Readonly<Record<string, unknown>> {
  return {
    url,
    namespace: namespace ?? null,
    read_only: readOnly,
    files: touching,
    from,
    confirmed_at: confirmedAt,
  };
}
