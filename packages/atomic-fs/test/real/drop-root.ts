/** Becomes `nobody`, where this process is root, who is refused almost nothing; whether it was. */
export function dropRoot(): boolean {
  if (process.geteuid?.() !== 0) return false;
  process.setgroups?.([]);
  process.setegid?.(65534);
  process.seteuid?.(65534);
  return true;
}
