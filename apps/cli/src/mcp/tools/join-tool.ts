import { roles } from '@missionctl/session-model';
import { oneOfWords, text, truth } from '../../output/json-schema.ts';
import { only, runCommand } from '../run-command.ts';
import { selectedMission } from '../selected-mission.ts';
import { textOf } from './arguments.ts';
import type { Tool } from './tool.ts';

/**
 * The tool that enters a mission. Leaving it, and what is active, are the person's.
 *
 * @param joined By participant, the mission that it has joined, in which its calls are from then on.
 */
export function joinTool(joined: Map<string | null, string>): Tool {
  return {
    name: 'mission_join',
    description: 'Join the mission as yourself. Again, it changes nothing but the role.',
    inputs: {
      mission: { ...text, description: 'default: the selected one' },
      role: { ...oneOfWords(roles), description: 'the first time; later the stored one stays' },
    },
    data: { role: text, created: truth, changed: truth },
    hints: { idempotentHint: true, destructiveHint: false },
    run: async (invocation, given) => {
      const { joinCommand } = await import('../../commands/join/join-command.ts');
      const flags = only({ role: textOf(given, 'role') });
      // A person says which mission they join; an agent is sent to work on the selected one.
      const mission = invocation.flags.mission ?? selectedMission(invocation);
      const words = mission === undefined ? [] : [mission];
      const outcome = await runCommand(joinCommand, invocation, { flags, words });
      if (outcome.missionId !== undefined) joined.set(invocation.who.alias, outcome.missionId);
      return outcome;
    },
  };
}
