import { defineCommand } from '../command.ts';
import type { PinFlags } from '../pin/run-pin.ts';
import { proposeMissions } from '../shell/propose-names.ts';

export const pinCommand = defineCommand<PinFlags, [string?]>({
  brief: 'Say which mission is meant in this directory and below',
  flags: {
    unpin: {
      kind: 'switch',
      brief: 'Take the pin of this directory away',
    },
  },
  args: [
    {
      brief: 'the mission; default: the one that is meant',
      placeholder: 'mission',
      propose: proposeMissions,
    },
  ],
  looksOnly: true,
  run: async (...words) => (await import('../pin/run-pin.ts')).runPin(...words),
});
