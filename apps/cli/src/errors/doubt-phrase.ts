import type { ActorDoubt } from '@missionctl/actions';

/** Why it is not known who acts. */
export function doubtPhrase({ kind, harnesses, alias }: ActorDoubt): string {
  const [harness = 'an agent', ...others] = harnesses;
  switch (kind) {
    case 'no-session':
      return `${harness} started this command, and nothing says in which of its sessions`;
    case 'left-over':
      return `the variables name ${alias}, which lives in another process: they are left over from it`;
    case 'terminal':
      return `the variables of ${harness} are set at a terminal, where a person may sit`;
    case 'several':
      if (others.length > 0) return `the variables of ${harnesses.join(' and ')} are set`;
      return harnesses.length > 0
        ? `MISSIONCTL_AS names another participant than the session of ${harness}`
        : 'this command runs inside the processes of several participants';
  }
}
