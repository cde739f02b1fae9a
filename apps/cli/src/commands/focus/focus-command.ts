import { showSessionSync } from '@missionctl/actions';
import { completeFocuses } from '../../completion/complete-names.ts';
import { anyOf, object, orNull, text, truth } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import { changedClaim, shownClaim } from '../../roster/claim-schema.ts';
import { claimsBeside } from '../../roster/claims-beside.ts';
import { onCollisionFlag } from '../../roster/on-collision-flag.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { defineCommand } from '../command.ts';

interface FocusFlags {
  readonly onCollision?: string;
}

async function showFocus(invocation: Invocation): Promise<Outcome> {
  const shown = showSessionSync(invocation.home, evidenceOf(invocation));
  const selected = selectedBy(shown);
  const claims = await claimsBeside(invocation, shown);
  const { focus, participantId } = shown.session;
  return {
    ...selected,
    data: { focus, ...claims.data },
    participantId,
    lines: [focus ?? 'none'],
    notes: sourceNote(selected),
    warnings: claims.warnings,
  };
}

export const focusCommand = defineCommand<FocusFlags, [string?]>({
  description: `While you drive, a new focus is claimed for you. Where another drives it
already you are held back, with exit code 5.`,
  flags: { onCollision: onCollisionFlag },
  args: [
    {
      brief: 'wp:<id>, step:<id> or none; default: show the focus',
      placeholder: 'wp:ID|step:ID|none',
      complete: completeFocuses,
    },
  ],
  examples: [
    'missionctl focus wp:WP01',
    'missionctl focus wp:WP01 --on-collision defer',
    'missionctl focus none --as bot --mission demo',
  ],
  dataSchema: anyOf(
    object({ focus: orNull(text), ...shownClaim }),
    object({ focus: orNull(text), former: orNull(text), changed: truth, ...changedClaim }),
  ),
  run: async (invocation, flags, target) => {
    if (target === undefined && flags.onCollision === undefined) {
      return await showFocus(invocation);
    }
    // What writes is a quarter of the code that a start would read.
    return (await import('./set-focus.ts')).setFocus(invocation, flags, target);
  },
});
