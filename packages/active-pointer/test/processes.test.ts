import { ask, dismiss, startChild } from '@missionctl/test-support/child';
import { temporaryHome } from '@missionctl/test-support/temporary-home';
import { times } from '@missionctl/test-support/times';
import { expect, onTestFinished, test } from 'vitest';
import { pointerBy } from './bound-pointer.ts';

const rounds = times(30, 500);

test('of four processes that switch from what they expect, one wins each round', {
  tags: ['slow'],
}, async () => {
  const home = temporaryHome();
  const names = ['a', 'b', 'c', 'd'];
  const children = await Promise.all(
    names.map((name) => startChild(new URL('switching-process.ts', import.meta.url), [home, name])),
  );
  onTestFinished(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  const pointer = pointerBy('sync', { home });
  await pointer.set('start');
  for (let round = 0; round < rounds; round += 1) {
    const { active: expecting = '' } = await pointer.read();
    const answers = await Promise.all(children.map((child) => ask(child, expecting)));
    const winners = names.filter((_, index) => answers[index] === 'changed');
    expect(winners).toHaveLength(1);
    expect(await pointer.read()).toMatchObject({
      active: `${winners[0]}-${expecting.length}`,
      previous: expecting,
    });
    if (round % 2 === 1) await pointer.set('start');
  }
  await Promise.all(children.map(dismiss));
});
