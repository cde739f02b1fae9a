import type { Context } from '../../context/context.ts';

/** The URL of an authority on the network; undefined when none is given. */
export function remoteUrl(
  context: Context,
  flags: { readonly apiUrl?: string },
): string | undefined {
  const { environment } = context;
  return flags.apiUrl ?? environment('MISSIONCTL_API_URL') ?? environment('SAAS_API_URL');
}
