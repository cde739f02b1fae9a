import type { Pin } from '@missionctl/active-pointer';
import type { CliError } from '../cli-error.ts';
import type { Context } from '../context.ts';
import { explainError } from '../explain-error.ts';
import { joinCommand } from '../join-command.ts';
import { nearestPin } from '../nearest-pin.ts';
import type { Check } from './finding.ts';

/** The pin that counts here: one that is refused, or that names a mission nobody is joined in. */
export const checkPin: Check = ({ context, store }) => {
  const { pin, refusal } = lookForPin(context);
  if (refusal !== undefined) {
    const { message, details, hint = '' } = refusal;
    return [
      {
        code: 'PIN_REFUSED',
        path: String(details['path']),
        found: message,
        matters: 'every command in that directory and below fails',
        advice: hint,
      },
    ];
  }
  if (pin === undefined || store.listSync(pin.missionId).length > 0) return [];
  return [
    {
      code: 'PIN_DANGLING',
      path: pin.path,
      found: `it names ${pin.missionId}, and nobody is joined there`,
      matters: 'every command in that directory and below fails',
      advice: `${joinCommand(pin.missionId)}, or missionctl pin --unpin in that directory`,
    },
  ];
};

function lookForPin(context: Context): { readonly pin?: Pin; readonly refusal?: CliError } {
  try {
    const pin = nearestPin(context);
    return pin === undefined ? {} : { pin };
  } catch (error) {
    const refusal = explainError(error);
    if (refusal.code !== 'PIN_REFUSED') throw error;
    return { refusal };
  }
}
