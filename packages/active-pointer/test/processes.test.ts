import { expect, onTestFinished, test } from 'vitest';
import { pointerBy } from './bound-pointer.ts';
import { ask, dismiss, startChild } from './child.ts';
import { temporaryHome } from './temporary-home.ts';

test('of four processes that switch from an expected mission, one wins each round', async () => {
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
  for (let round = 0; round < 50; round += 1) {
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
