/** Zero and below are no process: kill(2) takes them for groups. */
export function usablePids(pids: Iterable<number>): readonly number[] {
  return [...new Set(pids)].filter((pid) => Number.isSafeInteger(pid) && pid > 0);
}

/** Whether a process has the number. EPERM says that it is there, and another user's. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
