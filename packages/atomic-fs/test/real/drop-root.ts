/** Becomes `nobody`, where this process is root: root is refused almost nothing. */
export function dropRoot(): void {
  if (process.geteuid?.() !== 0) return;
  process.setgroups?.([]);
  process.setegid?.(65534);
  process.seteuid?.(65534);
}
