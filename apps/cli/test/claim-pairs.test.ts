import { temporaryHome } from '@missionctl/test-support/temporary-home';
import { times } from '@missionctl/test-support/times';
import { expect, test } from 'vitest';
import { shell } from './support/process.ts';

const pairs = times(6, 300);

// Two commands are started at once; then whose session drives is read from the files.
const script = `
intent() { sed -n 's/.*"drive_intent": "\\([a-z]*\\)".*/\\1/p' "$1"; }
mission=$MISSIONCTL_HOME/missions/demo
missionctl join demo --role developer >/dev/null 2>&1
missionctl join demo --role developer --as bot >/dev/null 2>&1
pair=0
while [ $pair -lt ${pairs} ]; do
  missionctl focus wp:$((pair % 20)) >/dev/null 2>&1
  missionctl focus wp:$((pair % 20)) --as bot >/dev/null 2>&1
  missionctl drive active >/dev/null 2>&1 & me=$!
  missionctl drive active --as bot >/dev/null 2>&1 & bot=$!
  wait $me; mine=$?
  wait $bot; its=$?
  echo "$mine $its $(intent $mission/session.json) $(intent $mission/as/bot/session.json)"
  missionctl drive inactive >/dev/null 2>&1
  missionctl drive inactive --as bot >/dev/null 2>&1
  pair=$((pair + 1))
done`;

test('of two commands that drive one focus at once exactly one does, and the other ends with 5', {
  tags: ['slow'],
}, () => {
  const { stdout, stderr } = shell(temporaryHome(), script);
  expect(stderr).toBe('');
  const ends = stdout.trim().split('\n');
  const wins = ['0 5 active inactive', '5 0 inactive active'].map(
    (end) => ends.filter((each) => each === end).length,
  );
  console.log(`missionctl: of ${pairs} simultaneous pairs ${wins.join(' and ')} won`);
  expect(ends.filter((end) => !/^(?:0 5 active inactive|5 0 inactive active)$/.test(end))).toEqual(
    [],
  );
  expect(ends).toHaveLength(pairs);
});
