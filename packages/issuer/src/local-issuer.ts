import { runSync } from '@missionctl/atomic-fs/operations';
import type { LockWait, Wait } from '@missionctl/state-file';
import {
  absolutePath,
  optionalFunction,
  requireObject,
  runWaiting,
} from '@missionctl/state-file/operations';
import { issueIdentity, type LocalIssuerSettings } from './issue-identity.ts';
import type { Grant, JoinRequest, ParticipantIssuer } from './participant-issuer.ts';

/** A small authority of this machine: `join` for servers, `joinSync` for short runs. */
export interface LocalIssuer extends ParticipantIssuer {
  /**
   * An identity of this machine's making: minted once for each mission and alias, recorded durably
   * before it is answered, and the same for ever after.
   *
   * @param request - who asks, for which mission
   * @param options - how long to wait for the ledger's lock, and the signal that ends it
   * @returns the identity
   * @throws ERR_INVALID_ID, ERR_ISSUER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
   *   ERR_FILE_TOO_LARGE (1 MiB of participants), ERR_STATE_CONFLICT, ERR_ATOMIC_WRITE,
   *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
   */
  join(request: JoinRequest, options?: Wait): Promise<Grant>;
  /**
   * Issues an identity, as `join` does, and blocks the thread meanwhile.
   *
   * @param request - who asks, for which mission
   * @param options - how long to wait for the ledger's lock
   * @returns the identity
   * @throws what `join` rejects with
   */
  joinSync(request: JoinRequest, options?: LockWait): Grant;
}

/**
 * The authority that this machine is: a ledger in the home, one ULID for each mission and alias.
 *
 * @param settings - which home, and where time and randomness come from
 * @returns the issuer; it holds nothing open
 * @throws TypeError when the home is not an absolute path, or another setting cannot be
 * @example
 * const issuer = localIssuer({ home: '/home/me/.spec-kitty' });
 * const grant = issuer.joinSync({ missionId: 'demo', role: 'developer', principal: 'me@laptop' });
 */
export function localIssuer(settings: LocalIssuerSettings): LocalIssuer {
  const { clock, random } = requireObject('settings', settings);
  const home = absolutePath('home', settings.home);
  optionalFunction('clock', clock);
  optionalFunction('random', random);
  const issuing = { home, clock, random };
  return {
    join: (request, options) => runWaiting(() => issueIdentity(issuing, request, options), options),
    joinSync: (request, options) => runSync(issueIdentity(issuing, request, options)),
  };
}
