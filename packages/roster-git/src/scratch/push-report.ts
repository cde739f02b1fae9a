/** What a push says of each ref, in the format for programs (`--porcelain`). */
export type PushAnswers = ReadonlyMap<string, 'done' | 'refused'>;

/** Reads it: a flag, from and to, and a summary for people, which is not read. */
export function pushAnswers(output: Buffer): PushAnswers {
  const answers = new Map<string, 'done' | 'refused'>();
  for (const line of output.toString().split('\n')) {
    const [flag = '', fromTo] = line.split('\t');
    const ref = fromTo?.slice(fromTo.indexOf(':') + 1);
    if (ref !== undefined && flag.length === 1) answers.set(ref, flag === '!' ? 'refused' : 'done');
  }
  return answers;
}
