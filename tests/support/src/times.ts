/** How often a thing is repeated: `usual` times in `test`, `long` times in `lab`. */
export function times(usual: number, long: number): number {
  return process.env['MISSIONCTL_LONG'] === '1' ? long : usual;
}
