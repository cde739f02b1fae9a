import type { Pin } from '@missionctl/active-pointer';
import type { Context } from '../../../context/context.ts';
import type { CliError } from '../../../errors/cli-error.ts';
import { explainError } from '../../../errors/explain-error.ts';
import { joinHint } from '../../../errors/join-hint.ts';
import { nearestPin } from '../../../session/nearest-pin.ts';
import type { Check } from '../finding.ts';

/** The pin of the working directory, when it is refused or names a mission that nobody is joined to. */
export const checkPin: Check = ({ context, store }) => {
  const { pin, refusal } = lookForPin(context);
  if (refusal !== undefined) {
    const { message, details, hint = '' } = refusal;
    return [
      {
        code: 'PIN_REFUSED',
        path: String(details['path']),
        problem: message,
        impact: 'every command fails in that directory and below',
        advice: hint,
      },
    ];
  }
  if (pin === undefined || store.listSync(pin.missionId).length > 0) return [];
  return [
    {
      code: 'PIN_DANGLING',
      path: pin.path,
      problem: `it names ${pin.missionId}, which nobody is joined to`,
      impact: 'every command fails in that directory and below',
      advice: `${joinHint(pin.missionId)}, or missionctl pin --unpin in that directory`,
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
