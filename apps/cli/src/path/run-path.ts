import { join } from 'node:path';
import { sessionPath } from '@missionctl/session-store';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { whichSession } from '../which-mission.ts';

export function runPath(invocation: Invocation, _flags: object, thing = 'home'): Outcome {
  const { home } = invocation;
  if (thing === 'home') return { data: { path: home }, lines: [home] };
  if (thing === 'pointer') {
    const path = join(home, 'session.json');
    return { data: { path }, lines: [path] };
  }
  if (thing !== 'session') {
    throw new CliError('USAGE', `no path is called ${thing}`, {
      hint: `missionctl path home|session|pointer`,
    });
  }
  const { address, missionId, source } = whichSession(invocation);
  const path = sessionPath(home, address);
  return { data: { path }, lines: [path], missionId, source };
}
