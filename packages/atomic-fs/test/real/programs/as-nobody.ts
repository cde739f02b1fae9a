import { chmodSync, chownSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropRoot } from '../drop-root.ts';
import { forms } from '../forms.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

// as-nobody <directory>: prints what an ordinary user is refused, for both forms; root is refused
// nothing.
const [directory = ''] = process.argv.slice(2);
chmodSync(directory, 0o777);
const at = (...names: readonly string[]): string => join(directory, ...names);

const isRoot = process.geteuid?.() === 0;
if (isRoot) {
  writeFileSync(at('foreign.lock'), '');
  chmodSync(at('foreign.lock'), 0o666);
  for (const [name, uid] of [
    ['foreign.json', 1234],
    ['of-root.json', 0],
  ] as const) {
    writeFileSync(at(name), '{}');
    chownSync(at(name), uid, uid);
  }
}
dropRoot();

const places = ['unwritable', 'unsearchable', 'unlistable', 'blind'];

for (const name of places) {
  mkdirSync(at(name));
  writeFileSync(at(name, 'state.json'), 'old');
  writeFileSync(at(name, '.state.json.000000000000.tmp'), '');
}
linkSync(at('unlistable', 'state.json'), at('unlistable', '.state.json.111111111111.tmp'));
writeFileSync(at('unlistable', 'lock'), '');
linkSync(at('unlistable', 'lock'), at('unlistable', '.lock.111111111111.tmp'));
chmodSync(at('unwritable'), 0o500);
chmodSync(at('unsearchable'), 0o600);
chmodSync(at('unlistable'), 0o300);
chmodSync(at('blind'), 0o333);
for (const [name, mode] of [
  ['read-only.lock', 0o400],
  ['write-only.lock', 0o200],
  ['closed.json', 0],
] as const) {
  writeFileSync(at(name), '');
  chmodSync(at(name), mode);
}

const found: Record<string, Readonly<Record<string, Outcome>>> = {};
for (const { form, ...call } of forms) {
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    'replace in unwritable': () => call.replaceFile(at('unwritable', 'state.json'), 'new'),
    'create in unwritable': () => call.createFile(at('unwritable', 'new.json'), 'new'),
    'remove in unwritable': () => call.removeFile(at('unwritable', 'state.json')),
    'directory in unwritable': () => call.ensureDirectory(at('unwritable', 'new')),
    'lock in unwritable': () => call.acquireLock(at('unwritable', 'lock')),
    'replace in unsearchable': () => call.replaceFile(at('unsearchable', 'state.json'), 'new'),
    'read in unsearchable': () =>
      call.readRegularFile(at('unsearchable', 'state.json'), { maxBytes: 9 }),
    'lock in unsearchable': () => call.acquireLock(at('unsearchable', 'lock')),
    'list unsearchable': () => call.listOrphans(at('unsearchable')),
    'replace in blind': () => call.replaceFile(at('blind', 'state.json'), 'new'),
    'create in blind': () => call.createFile(at('blind', 'new.json'), 'new'),
    'remove in blind': () => call.removeFile(at('blind', 'state.json')),
    'directory in blind': () => call.ensureDirectory(at('blind', 'new')),
    'replace in unlistable': () => call.replaceFile(at('unlistable', 'state.json'), 'new'),
    'lock in unlistable': () => call.acquireLock(at('unlistable', 'lock')),
    'list unlistable': () => call.listOrphans(at('unlistable')),
    'read closed': () => call.readRegularFile(at('closed.json'), { maxBytes: 9 }),
    'lock read-only': () => call.acquireLock(at('read-only.lock'), { timeoutMs: 50 }),
    'lock read-only again': () => call.acquireLock(at('read-only.lock'), { timeoutMs: 50 }),
    'lock write-only': () => call.acquireLock(at('write-only.lock'), { timeoutMs: 50 }),
    ...(isRoot && {
      'lock foreign': () => call.acquireLock(at('foreign.lock')),
      'read foreign': () => call.readRegularFile(at('foreign.json'), { maxBytes: 9 }),
      'check foreign': () =>
        call.readRegularFile(at('foreign.json'), { maxBytes: 9, private: 'check' }),
      'repair of root': () =>
        call.readRegularFile(at('of-root.json'), { maxBytes: 9, private: 'repair' }),
    }),
  };
  const outcomes: Record<string, Outcome> = {};
  for (const [name, run] of Object.entries(calls)) outcomes[name] = await outcomeOf(run);
  found[form] = outcomes;
}
// So that the creator of the directory can remove it.
for (const name of places) chmodSync(at(name), 0o700);
console.log(JSON.stringify(found));
