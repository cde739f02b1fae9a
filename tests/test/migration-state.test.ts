import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { updateFile } from '@missionctl/atomic-fs';
import {
  createStateSync,
  quarantineStateSync,
  readState,
  readStateSync,
  removeStateSync,
  type StateFile,
  saveState,
  stateFile,
  updateState,
  updateStateSync,
  watchState,
} from '@missionctl/state-file';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import Conf from 'conf';
import { JSONFile, JSONFilePreset, JSONFileSyncPreset, TextFile } from 'lowdb/node';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rowsOf, sectionOf } from './markdown.ts';
import { read } from './repository.ts';

const schema = v.object({
  theme: v.string(),
  recent: v.array(v.string()),
  last: v.optional(v.object({ at: v.number() })),
});
type Settings = v.InferOutput<typeof schema>;
const defaults: Settings = { theme: 'light', recent: [] };

interface Pair {
  readonly path: string;
  readonly conf: Conf<Settings>;
  readonly ours: StateFile<Settings>;
}

/** Both on one file, in one program. */
function pair(options: { readonly clearInvalidConfig?: boolean } = {}): Pair {
  const cwd = temporaryDirectory();
  const path = join(cwd, 'config.json');
  const conf = new Conf<Settings>({ cwd, configName: 'config', defaults, ...options });
  return { path, conf, ours: stateFile({ path, schema, defaults }) };
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

/** The rows of the README by what one has; each tries the real package beside ours. */
const tries: Readonly<Record<string, () => Promise<void> | void>> = {
  '`new Conf({ projectName, defaults })`': () => {
    const path = join(temporaryDirectory(), 'config.json');
    const ours = stateFile({ path, schema, defaults });
    expect(readStateSync(ours)).toEqual({ status: 'absent', value: defaults });
    const theirs = pair();
    expect(theirs.conf.store).toEqual(defaults);
    // Conf writes when it is made, and its file is read as it is.
    expect(readStateSync(theirs.ours)).toMatchObject({ status: 'present', value: defaults });
  },

  '`schema` (JSON Schema)': () => {
    const { path, ours } = pair();
    writeFileSync(path, '{"theme": 5, "recent": []}', { mode: 0o600 });
    const theme = { type: 'string' } as const;
    const strict = new Conf({ cwd: join(path, '..'), configName: 'other', schema: { theme } });
    expect(() => strict.set('theme', 5)).toThrow('must be string');
    expect(readStateSync(ours)).toMatchObject({ status: 'damaged', fault: 'wrong-shape' });
    const wrong = { theme: 5, recent: [] } as unknown as Settings;
    chmodSync(path, 0o600);
    writeFileSync(path, JSON.stringify(defaults));
    expect(() => updateStateSync(ours, () => wrong)).toThrow(TypeError);
  },

  "`config.get('a.b')`": () => {
    const { conf, ours, path } = pair();
    conf.set('last.at', 5);
    const state = readStateSync(ours);
    expect(state.status === 'present' && state.value.last?.at).toBe(conf.get('last.at'));
    writeFileSync(path, '{"theme":');
    expect(readStateSync(ours)).toMatchObject({ status: 'damaged', fault: 'unparseable' });
    expect(() => conf.get('theme')).toThrow(SyntaxError);
  },

  "`config.set('a', 1)`, `appendToArray`": () => {
    const { conf, ours } = pair();
    conf.set('theme', 'dark');
    updateStateSync(ours, (now) => now && { ...now, recent: [...now.recent, 'a'] });
    conf.appendToArray('recent', 'b');
    updateStateSync(ours, (now) => now && { ...now, theme: 'black' });
    expect(conf.store).toEqual({ theme: 'black', recent: ['a', 'b'] });
    expect(readStateSync(ours)).toMatchObject({ value: { theme: 'black', recent: ['a', 'b'] } });
  },

  "`config.delete('a')`": () => {
    const { conf, ours, path } = pair();
    for (const remove of [
      () => conf.delete('last'),
      () => updateStateSync(ours, (now) => now && { ...now, last: undefined }),
    ]) {
      conf.set('last', { at: 1 });
      remove();
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(defaults);
    }
  },

  '`config.clear()`, `config.reset(…)`': () => {
    const { conf, ours, path } = pair();
    conf.set('theme', 'dark');
    updateStateSync(ours, () => defaults);
    expect(conf.store).toEqual(defaults);
    conf.set('theme', 'dark');
    conf.reset('theme');
    expect(conf.get('theme')).toBe('light');
    expect(removeStateSync(ours)).toBe(true);
    expect(readStateSync(ours)).toEqual({ status: 'absent', value: defaults });
    conf.clear();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(defaults);
  },

  '`config.onDidChange`, `watch: true`': async () => {
    const { conf, ours } = pair();
    const own: unknown[] = [];
    const stop = conf.onDidChange('theme', (now) => own.push(now));
    const seen: unknown[] = [];
    for await (const state of watchState(ours, { signal: AbortSignal.timeout(10_000) })) {
      seen.push(state.status === 'present' && state.value.theme);
      if (seen.length === 1) conf.set('theme', 'dark');
      if (seen.length === 2) break;
    }
    stop();
    expect({ own, seen }).toEqual({ own: ['dark'], seen: ['light', 'dark'] });
  },

  '`clearInvalidConfig: true`': () => {
    const { conf, ours, path } = pair({ clearInvalidConfig: true });
    writeFileSync(path, '{"theme":', { mode: 0o600 });
    expect(readStateSync(ours).status).toBe('damaged');
    const kept = quarantineStateSync(ours);
    expect(kept && readFileSync(kept, 'utf8')).toBe('{"theme":');
    expect(createStateSync(ours, { ...defaults, theme: 'dark' })).toBe(true);
    expect(conf.get('theme')).toBe('dark');
    writeFileSync(path, '{"theme": "hers');
    expect(conf.store).toEqual(defaults);
    conf.set('theme', 'black');
    const texts = readdirSync(dirname(path)).map((name) =>
      readFileSync(join(dirname(path), name), 'utf8'),
    );
    expect(texts.filter((text) => text.includes('hers'))).toEqual([]);
  },

  '`serialize`, `deserialize`, `encryptionKey`, `migrations`': () => {
    const cwd = temporaryDirectory();
    const lines = {
      serialize: (all: Record<string, string>) => `theme=${all['theme']}`,
      deserialize: (text: string) => ({ theme: text.slice(6) }),
    };
    const conf = new Conf<Record<string, string>>({ cwd, configName: 'c', ...lines });
    conf.set('theme', 'dark');
    const ours = stateFile<Record<string, string>>({
      path: conf.path,
      codec: {
        encode: lines.serialize,
        decode: (text) => ({ ok: true, value: lines.deserialize(text) }),
      },
    });
    expect(readStateSync(ours)).toMatchObject({ status: 'present', value: { theme: 'dark' } });
    updateStateSync(ours, () => ({ theme: 'black' }));
    expect(conf.get('theme')).toBe('black');
  },

  '`configFileMode`': async () => {
    const { conf, ours, path } = pair();
    conf.set('theme', 'dark');
    expect(modeOf(path)).toBe(0o644);
    updateStateSync(ours, () => defaults);
    expect(modeOf(path)).toBe(0o600);
    conf.set('theme', 'dark');
    expect(modeOf(path)).toBe(0o600);
    chmodSync(path, 0o666);
    expect(() => readStateSync(ours)).toThrow(expect.objectContaining({ code: 'ERR_UNSAFE_FILE' }));
    const dark = (text = '{}') => JSON.stringify({ ...JSON.parse(text), theme: 'dark' });
    await updateFile(path, dark, { mode: 0o644 });
    expect([modeOf(path), conf.get('theme')]).toEqual([0o644, 'dark']);
  },

  "`await JSONFilePreset('db.json', defaults)`": async () => {
    const path = join(temporaryDirectory(), 'db.json');
    const db = await JSONFilePreset(path, { ...defaults });
    await db.write();
    const ours = stateFile({ path, schema, defaults });
    expect(await readState(ours)).toMatchObject({ status: 'present', value: defaults });
    await updateState(ours, (now) => now && { ...now, theme: 'dark' });
    // What lowdb keeps in memory is old by now, and is what it writes.
    await db.write();
    expect(await readState(ours)).toMatchObject({ status: 'present', value: defaults });
  },

  '`await db.update(({ posts }) => posts.push(post))`': async () => {
    const path = join(temporaryDirectory(), 'db.json');
    const db = await JSONFilePreset<Settings>(path, { theme: 'light', recent: [] });
    await db.update(({ recent }) => recent.push('theirs'));
    const ours = stateFile({ path, schema });
    await updateState(ours, (now) => {
      now?.recent.push('ours');
      return now;
    });
    await db.read();
    expect(db.data.recent).toEqual(['theirs', 'ours']);
  },

  '`await db.read()`, `db.data`': async () => {
    const path = join(temporaryDirectory(), 'db.json');
    const ours = stateFile({ path, schema });
    const db = await JSONFilePreset<Settings>(path, defaults);
    expect(await readState(ours)).toEqual({ status: 'absent' });
    writeFileSync(path, '{', { mode: 0o600 });
    expect(await readState(ours)).toMatchObject({ status: 'damaged' });
    await expect(db.read()).rejects.toThrow(SyntaxError);
  },

  '`db.data = …`, `await db.write()`': async () => {
    const path = join(temporaryDirectory(), 'db.json');
    const db = await JSONFilePreset<Settings>(path, { ...defaults });
    await db.write();
    const ours = stateFile({ path, schema });
    const found = await readState(ours);
    const version = found.status === 'present' ? found.version : 'absent';
    db.data = { ...defaults, theme: 'dark' };
    await db.write();
    const late = await saveState(ours, defaults, { expecting: version });
    expect(late.status).toBe('conflict');
    const next = { ...defaults, theme: 'black' };
    const saved = await saveState(ours, next, { expecting: late.version });
    expect(saved.status).toBe('saved');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(next);
  },

  'writes that are not awaited': async () => {
    const path = join(temporaryDirectory(), 'db.json');
    const db = await JSONFilePreset<Settings>(path, { theme: 'light', recent: [] });
    const words = ['a', 'b', 'c'];
    await Promise.all(words.map((word) => db.update(({ recent }) => recent.push(word))));
    const ours = stateFile({ path, schema });
    const add = (word: string) =>
      updateState(ours, (now) => now && { ...now, recent: [...now.recent, word] });
    await Promise.all(words.map(add));
    await db.read();
    expect(db.data.recent).toEqual([...words, ...words]);
  },

  '`JSONFileSync`, `LowSync`': () => {
    const path = join(temporaryDirectory(), 'db.json');
    const db = JSONFileSyncPreset<Settings>(path, { theme: 'light', recent: [] });
    db.update(({ recent }) => recent.push('theirs'));
    const ours = stateFile({ path, schema });
    updateStateSync(ours, (now) => now && { ...now, recent: [...now.recent, 'ours'] });
    db.read();
    expect(db.data.recent).toEqual(['theirs', 'ours']);
  },

  '`TextFile`, an adapter of your own': async () => {
    const path = join(temporaryDirectory(), 'db.json');
    const ours = stateFile<Settings>({
      path,
      codec: {
        encode: (value) => JSON.stringify(value),
        decode: (text) => ({ ok: true, value: JSON.parse(text) as Settings }),
      },
    });
    await updateState(ours, () => defaults);
    expect(await new JSONFile<Settings>(path).read()).toEqual(defaults);
    const lines = join(temporaryDirectory(), 'lines');
    await new TextFile(lines).write('one\n');
    await updateFile(lines, (text = '') => `${text}two\n`);
    expect(await new TextFile(lines).read()).toBe('one\ntwo\n');
  },
};

const rows = ['conf', 'lowdb'].flatMap((peer) =>
  rowsOf(sectionOf(read('packages/state-file/README.md'), `Coming from ${peer}`))
    .slice(1)
    .map(([has = '', write = '']) => ({ peer, has, write })),
);
/** Where the README names a mode, or nothing, in place of a call. */
const withoutCall = new Set(['`Memory`']);

const umask = process.umask();
beforeEach(() => {
  process.umask(0o022);
  // Where this says `test` lowdb keeps everything in memory.
  vi.stubEnv('NODE_ENV', 'production');
});
afterEach(() => {
  process.umask(umask);
  vi.unstubAllEnvs();
});

test.each(rows.filter(({ has }) => !withoutCall.has(has)))(
  'coming from $peer, who has $has',
  async ({ has }) => {
    const attempt = tries[has];
    if (attempt === undefined) throw new Error(`nobody has tried what the README says of ${has}`);
    await attempt();
  },
);

test('the README has a row for each of them', () => {
  const named = rows.map(({ has }) => has);
  expect(Object.keys(tries).filter((has) => !named.includes(has))).toEqual([]);
});
