// Runs in its own process, since it drops its privileges: reports a session that may
// not be read, and then of one whose directory may not be entered.

import { chmodSync, chownSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sessionPath } from '@missionctl/session-model';
import type { Form } from '@missionctl/test-support/form';
import type { SessionAddress } from '../src/index.ts';
import { storeBy } from './bound-store.ts';

const { home, address, form }: { home: string; address: SessionAddress; form: Form } = JSON.parse(
  readFileSync(0, 'utf8'),
);
const nobody = 65_534;
const path = sessionPath(home, address);
const store = storeBy(form, { home });

async function answerOrCode(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    const { code, fault } = error as { readonly code?: string; readonly fault?: string };
    return `${code} ${fault}`;
  }
}

async function whatIsSaid(): Promise<object> {
  const loading = store
    .load(address)
    .then((loaded) => (loaded.status === 'damaged' ? `damaged ${loaded.fault}` : loaded.status));
  return {
    load: await answerOrCode(loading),
    isJoined: await answerOrCode(store.isJoined(address)),
    update: await answerOrCode(store.update(address, {})),
  };
}

if (process.getuid?.() === 0) {
  chownSync(dirname(home), nobody, nobody);
  chownSync(home, nobody, nobody);
  for (const entry of readdirSync(home, { recursive: true })) {
    chownSync(join(home, String(entry)), nobody, nobody);
  }
  process.seteuid?.(nobody);
}
chmodSync(path, 0);
const file = await whatIsSaid();
chmodSync(path, 0o600);
chmodSync(dirname(path), 0);
const directory = await whatIsSaid();
chmodSync(dirname(path), 0o700);
process.stdout.write(JSON.stringify({ file, directory }));
