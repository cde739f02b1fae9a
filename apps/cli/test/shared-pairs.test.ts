import { execFileSync } from 'node:child_process';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { times } from '@missionctl/test-support/times';
import { expect, test } from 'vitest';
import { shell } from './support/process.ts';

const pairs = times(3, 300);

// In each of two homes a command is started at once; what they say goes to a file, how they end is printed.
const script = `
one() { MISSIONCTL_HOME=$HOME/one missionctl "$@"; }
other() { MISSIONCTL_HOME=$HOME/other missionctl "$@"; }
intent() { sed -n 's/.*"drive_intent": "\\([a-z]*\\)".*/\\1/p' $HOME/$1/missions/demo/session.json; }
for each in one other; do
  $each join demo --role developer >/dev/null 2>&1
  $each roster use git:file://$HOME/team.git --yes >/dev/null 2>&1 || exit
done
pair=0
while [ $pair -lt ${pairs} ]; do
  one focus wp:$((pair % 20)) >/dev/null 2>>$HOME/said & first=$!
  other focus wp:$((pair % 20)) >/dev/null 2>>$HOME/said & second=$!
  wait $first; wait $second
  one drive active >/dev/null 2>>$HOME/said & first=$!
  other drive active >/dev/null 2>>$HOME/said & second=$!
  wait $first; mine=$?
  wait $second; its=$?
  echo "$mine $its $(intent one) $(intent other)"
  one drive inactive >/dev/null 2>>$HOME/said & first=$!
  other drive inactive >/dev/null 2>>$HOME/said & second=$!
  wait $first; wait $second
  pair=$((pair + 1))
done
grep -c warning: $HOME/said >&2`;

test('of two homes whose commands drive one focus at once exactly one does, and the other ends with 5', {
  tags: ['slow'],
}, () => {
  const home = temporaryDirectory();
  execFileSync('git', ['init', '--quiet', '--bare', `${home}/team.git`]);
  const began = performance.now();
  const { stdout, stderr } = shell(home, script, { HOME: home, GIT_CONFIG_NOSYSTEM: '1' });
  expect(stderr).toBe('0\n');
  const ends = stdout.trim().split('\n');
  const wins = ['0 5 active inactive', '5 0 inactive active'].map(
    (end) => ends.filter((each) => each === end).length,
  );
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `missionctl: of ${pairs} simultaneous pairs of commands of two homes ${wins.join(' and ')} won, in ${seconds} s with all around`,
  );
  expect(ends.filter((end) => !/^(?:0 5 active inactive|5 0 inactive active)$/.test(end))).toEqual(
    [],
  );
  expect(ends).toHaveLength(pairs);
});
