import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TestHome } from './run.ts';

const roles = ['developer', 'reviewer', 'observer', 'stakeholder'];

/** What an agent of a crowd works on; some are long or wide. */
const focuses = ['wp:WP01', null, 'step:14', 'wp:payment-retries-and-idempotency', 'wp:日本語'];

/** Where the longest ids are. */
const longMission = 'payments-2026-q1-retries-idempotency-and-reconciliation';

/**
 * Me and so many agents in `demo`, one in ten of them in another mission too. Their files are
 * written by hand: to join would take as long as it is durable.
 */
export async function crowd(home: TestHome, agents: number): Promise<void> {
  await home.ok('join demo --role developer');
  await home.ok('focus wp:WP01');
  await home.ok('drive active');
  const mine = home.session('demo');
  for (let number = 1; number <= agents; number += 1) {
    const alias = number % 10 === 5 ? `claude-code-session-${number}-of-two` : `agent-${number}`;
    const mission = number % 10 === 0 ? longMission : 'demo';
    const session = {
      ...mine,
      mission_id: mission,
      participant_id: `01KAGENT${String(number).padStart(18, '0')}`,
      role: roles[number % roles.length],
      focus: focuses[number % focuses.length],
      drive_intent: number % 3 === 0 && number % roles.length < 2 ? 'active' : 'inactive',
    };
    write(home.sessionPath(mission, alias), JSON.stringify(session));
  }
  home.pass(2 * 60_000);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600 });
}
