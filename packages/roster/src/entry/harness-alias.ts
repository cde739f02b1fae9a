import { requireText } from '@missionctl/state-file/operations';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * Names the participant that a session of an agent command line is: by a hash, since the head of some ids is
 * a time, which collides, and the tail of others is not random.
 *
 * @param harness - the agent command line, such as `claude`
 * @param sessionId - the id of its session, whatever is in it
 * @returns an alias, the same for the same session
 * @throws TypeError
 * @example
 * aliasOfHarness('claude', '2f6a…'); // 'claude-' and eight digits
 */
export function aliasOfHarness(harness: string, sessionId: string): string {
  requireText('harness', harness);
  requireText('sessionId', sessionId);
  const digest = sha256(new TextEncoder().encode(sessionId));
  return `${harness}-${bytesToHex(digest).slice(0, 8)}`;
}
