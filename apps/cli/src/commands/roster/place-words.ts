/** Where in a git remote the roster is, in words. */
export function placeWords(namespace: string | undefined): string {
  return namespace === 'heads' ? 'branches missionctl/v1/…' : 'refs/missionctl/v1/…';
}
