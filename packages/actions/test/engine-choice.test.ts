import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirmedEnginesPath, engineChoicePath, engineStatePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { type EngineSource, engineOfSync, pinSync, setFocusSync } from '../src/index.ts';
import { actionsBy, bothForms } from './both-forms.ts';
import { evidence, joined, startMs, temporaryDirectory, testHome } from './test-home.ts';

const url = 'git:https://example.com/team/project.git';
const confirmedAt = '2026-03-01T12:00:00.000000Z';

/** Of an engine that must not be opened. */
function sourceOf(named: string | undefined): EngineSource {
  const open = () => {
    throw new Error('nobody asked for an engine');
  };
  return { open, url: named };
}

describe.each(bothForms)('the engine of a mission, %s', (form) => {
  const { chooseEngine, engineOf, forgetEngine } = actionsBy(form);

  test('is what a person chose for it in this home, in private files', async () => {
    const home = testHome();
    expect(await engineOf(home, 'demo')).toEqual({ status: 'none' });
    expect(existsSync(home.path)).toBe(false);
    const choice = { url, namespace: 'own', confirmedAt };
    const chosen = await chooseEngine(home, 'demo', { url, namespace: 'own' });
    expect(chosen).toEqual({ status: 'chosen', choice, former: undefined, warnings: [] });
    expect(await engineOf(home, 'demo')).toEqual({ status: 'chosen', choice });
    expect(await engineOf(home, 'demo2')).toEqual({ status: 'none' });
    for (const path of [engineChoicePath(home.path, 'demo'), confirmedEnginesPath(home.path)]) {
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
  });

  test('is forgotten with what was seen there, and stays confirmed', async () => {
    const home = testHome({ engine: sourceOf(url) });
    await chooseEngine(home, 'demo', { url });
    const state = engineStatePath(home.path, 'demo');
    expect(existsSync(state)).toBe(true);
    expect(await forgetEngine(home, 'demo')).toEqual({ status: 'forgotten', warnings: [] });
    expect(await forgetEngine(home, 'demo')).toEqual({ status: 'none', warnings: [] });
    expect(existsSync(state)).toBe(false);
    expect(await engineOf(home, 'demo')).toMatchObject({ status: 'environment', choice: { url } });
  });

  test('keeps what was seen there when it is chosen again, and not when another is', async () => {
    const home = testHome();
    const state = engineStatePath(home.path, 'demo');
    await chooseEngine(home, 'demo', { url });
    home.write(state, '{"own": [], "later": 1}');
    home.pass(1000);
    const again = await chooseEngine(home, 'demo', { url });
    expect(again.former).toMatchObject({ url, confirmedAt });
    expect(readFileSync(state, 'utf8')).toContain('later');
    await chooseEngine(home, 'demo', { url: 'git:elsewhere' });
    expect(readFileSync(state, 'utf8')).not.toContain('later');
  });

  test('is what the environment names once that was confirmed in this home', async () => {
    const home = testHome({ engine: sourceOf(url) });
    expect(await engineOf(home, 'demo')).toEqual({ status: 'unconfirmed', url });
    await chooseEngine(home, 'other', { url });
    expect(await engineOf(home, 'demo')).toMatchObject({ status: 'environment', choice: { url } });
    await chooseEngine(home, 'demo', { url: 'git:elsewhere' });
    const chosen = { status: 'chosen', choice: { url: 'git:elsewhere' } };
    expect(await engineOf(home, 'demo')).toMatchObject(chosen);
  });

  test('is none where the choice is damaged, whatever the environment names', async () => {
    const home = testHome({ engine: sourceOf(url) });
    await chooseEngine(home, 'demo', { url });
    const path = engineChoicePath(home.path, 'demo');
    home.write(path, '{');
    expect(await engineOf(home, 'demo')).toEqual({ status: 'damaged', path });
  });

  test.each([
    ['an empty text', ''],
    ['a text with a line break', 'a\nb'],
    ['a long text', 'x'.repeat(2001)],
  ])('cannot be at %s', async (_, address) => {
    await expect(chooseEngine(testHome(), 'demo', { url: address })).rejects.toThrow(TypeError);
  });
});

test('nothing in a directory of work names an engine', () => {
  const home = testHome({ engine: sourceOf(undefined) });
  joined(home, 'demo');
  const directory = temporaryDirectory();
  pinSync(home, evidence({ flag: 'demo' }), directory);
  for (const name of ['engine.json', 'engines.json', '.missionctl']) {
    writeFileSync(join(directory, name), JSON.stringify({ url, confirmed_at: confirmedAt }));
  }
  setFocusSync(home, { mission: { directory }, workingDirectory: directory }, 'wp:WP01');
  expect(engineOfSync(home, 'demo')).toEqual({ status: 'none' });
  expect(home.clock()).toBe(startMs);
});
