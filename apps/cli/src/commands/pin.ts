import { defineCommand } from '../command.ts';
import { type PinFlags, runPin } from '../pin/run-pin.ts';
import { proposeMissions } from '../shell/propose-names.ts';

export const pinCommand = defineCommand<PinFlags, [string?]>({
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
  run: runPin,
});
