/** The command that joins a mission. */
export function joinHint(missionId = '<mission>', alias?: string): string {
  const as = alias === undefined ? '' : ` --as ${alias}`;
  return `missionctl join ${missionId}${as} --role <role>`;
}
