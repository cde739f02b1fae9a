/**
 * Becomes `nobody` if this process is root, since root is refused almost nothing; returns whether
 * it was root.
 */
export function dropRoot(): boolean {
  if (process.geteuid?.() !== 0) return false;
  process.setgroups?.([]);
  process.setegid?.(65534);
  process.seteuid?.(65534);
  return true;
}
