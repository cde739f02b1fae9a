/** Whether there is a process of a number; another one may have got it meanwhile. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** The number of this process. */
export function ownPid(): number {
  return process.pid;
}
