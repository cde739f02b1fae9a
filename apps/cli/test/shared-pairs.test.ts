import { execFileSync } from 'node:child_process';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { times } from '@missionctl/test-support/times';
import { expect, test } from 'vitest';
import { shell } from './support/process.ts';

const pairs = times(3, 300);
const crowds = times(1, 60);

const homes = `
one() { MISSIONCTL_HOME=$HOME/one missionctl "$@"; }
other() { MISSIONCTL_HOME=$HOME/other missionctl "$@"; }
quiet() { "$@" >/dev/null 2>>$HOME/said; }
intent() { sed -n 's/.*"drive_intent": "\\([a-z]*\\)".*/\\1/p' $HOME/$1/missions/demo/$2session.json; }
for each in one other; do
  $each join demo --role developer >/dev/null 2>&1
  $each join demo --role developer --as bot >/dev/null 2>&1
  $each roster use git:file://$HOME/team.git --yes >/dev/null 2>&1 || exit
done`;

// In each of two homes a command is started at once; what they say goes to a file, how they end is printed.
const ofPairs = `${homes}
at=0
while [ $at -lt ${pairs} ]; do
  quiet one focus wp:$((at % 20)) & first=$!
  quiet other focus wp:$((at % 20)) & second=$!
  wait $first; wait $second
  quiet one drive active & first=$!
  quiet other drive active & second=$!
  wait $first; mine=$?
  wait $second; its=$?
  echo "$mine $its $(intent one) $(intent other)"
  quiet one drive inactive & first=$!
  quiet other drive inactive & second=$!
  wait $first; wait $second
  at=$((at + 1))
done
grep -c warning: $HOME/said >&2`;

// Of each home the person and an agent.
const ofCrowds = `${homes}
all() {
  quiet one "$@" & first=$!
  quiet one "$@" --as bot & second=$!
  quiet other "$@" & third=$!
  quiet other "$@" --as bot & fourth=$!
  ends=
  for each in $first $second $third $fourth; do wait $each; ends="$ends$? "; done
}
at=0
while [ $at -lt ${crowds} ]; do
  all focus wp:$((at % 20))
  all drive active
  echo "$ends$(intent one) $(intent one as/bot/) $(intent other) $(intent other as/bot/)"
  all drive inactive
  at=$((at + 1))
done
grep -c warning: $HOME/said >&2`;

function endsOf(script: string): readonly string[] {
  const home = temporaryDirectory();
  execFileSync('git', ['init', '--quiet', '--bare', `${home}/team.git`]);
  const { stdout, stderr } = shell(home, script, { HOME: home, GIT_CONFIG_NOSYSTEM: '1' });
  expect(stderr).toBe('0\n');
  return stdout.trim().split('\n');
}

test('of two homes whose commands drive one focus at once exactly one does, and the other ends with 5', {
  tags: ['slow'],
}, () => {
  const began = performance.now();
  const ends = endsOf(ofPairs);
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

test('of a person and an agent in each of two homes whose commands drive one focus at once exactly one does', {
  tags: ['slow'],
}, () => {
  const ends = endsOf(ofCrowds);
  const one = ends.map((end) => {
    const words = end.split(' ');
    const [codes, intents] = [words.slice(0, 4), words.slice(4)];
    return codes.map((code, at) => `${code} ${intents[at]}`).toSorted();
  });
  expect(one).toEqual(ends.map(() => ['0 active', '5 inactive', '5 inactive', '5 inactive']));
  expect(ends).toHaveLength(crowds);
});
