import { once } from 'node:events';
import { type GitSettings, gitEngine } from '../src/index.ts';
import { codeOf, entryFor, now } from './samples.ts';

// One process of a home: opens a client, waits until it is asked to, then publishes and claims at the same
// time, and reports what became of both.

const [settings = '', participantId = ''] = process.argv.slice(2);
const given = JSON.parse(settings) as GitSettings;
const engine = gitEngine({ ...given, environment: process.env });

process.send?.('opened');
await once(process, 'message');
const claim = engine.claim('demo', 'wp:1', { holder: participantId, expecting: 'absent', now });
const published = codeOf(engine.publish('demo', entryFor(participantId)));
const claimed = await claim.then(
  ({ status }) => status,
  (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'error'),
);
process.send?.({ published: await published, claimed });
await engine.close();
// The report of a process that has ended may come too late.
await once(process, 'disconnect');
