// A queue between processes: node queue.ts <directory> add <job>…, or work <worker>
import * as atomic from '@missionctl/atomic-fs';

type Job = { text: string; worker?: string };
const [directory, what, ...words] = process.argv.slice(2);
const path = `${directory}/queue.json`;
const lock = atomic.createLock(`${path}.lck`);
const change = <T>(body: (jobs: Job[]) => T): T =>
  lock.withLockSync({ timeoutMs: 60_000 }, () => {
    const jobs = JSON.parse(atomic.readTextFileSync(path) ?? '[]');
    const result = body(jobs);
    atomic.replaceFileSync(path, JSON.stringify(jobs));
    return result;
  });

if (what === 'add') change((jobs) => jobs.push(...words.map((text) => ({ text }))));
if (what === 'work') {
  const [worker = 'worker'] = words;
  // One process for each name: when it is killed, the next of that name does its job again.
  atomic.acquireLockSync(`${directory}/${worker}.lck`);
  const isMine = (job: Job): boolean => job.worker === worker;
  const take = (jobs: Job[]): Job | undefined => {
    const job = jobs.find(isMine) ?? jobs.find((each) => each.worker === undefined);
    return job && Object.assign(job, { worker });
  };
  const finish = (jobs: Job[]): unknown => jobs.splice(jobs.findIndex(isMine), 1);
  for (let job = change(take); job; change(finish), job = change(take)) console.log(job.text);
}
