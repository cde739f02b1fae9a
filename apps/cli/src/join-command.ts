/** The command that joins a mission, as one would type it. */
export function joinCommand(missionId = '<mission>', alias?: string): string {
  const as = alias === undefined ? '' : ` --as ${alias}`;
  return `missionctl join ${missionId}${as} --role <role>`;
}
